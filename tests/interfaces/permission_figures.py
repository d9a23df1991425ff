"""The table of permissions: figures of what one sees, and what stands on the overview of a place."""

from tests.interfaces.permission_rows import FORBIDDEN, IN_CHARGE, LOGIN, SIGHTLESS, Row

LEADER = "county_leader"
READS = {IN_CHARGE: 200, LEADER: 200, SIGHTLESS: FORBIDDEN}
FIGURES = (
    Row("desk/start/", LOGIN, {IN_CHARGE: LOGIN, LEADER: LOGIN, SIGHTLESS: LOGIN}),
    Row("desk/overview/", LOGIN, READS),
    Row("desk/overview/late/", LOGIN, READS),
    Row("desk/overview/rates/", LOGIN, READS),
    Row("desk/overview/sections/", LOGIN, READS),
    Row("board/", LOGIN, READS),
    Row("board/part/", LOGIN, READS),
    Row("board/community/", LOGIN, READS),
    Row("board/community/part/", LOGIN, READS),
    Row("desk/figures/", LOGIN, READS),
    Row("desk/figures/book/", LOGIN, READS),
    # Leaders publish what others draft.
    Row("desk/figures/bulletin/", LOGIN, {IN_CHARGE: FORBIDDEN, LEADER: FORBIDDEN, SIGHTLESS: FORBIDDEN}),
    Row(
        "desk/figures/bulletin/",
        LOGIN,
        {IN_CHARGE: FORBIDDEN, LEADER: FORBIDDEN, SIGHTLESS: FORBIDDEN},
        method="post",
    ),
    Row("desk/figures/rows/", LOGIN, READS, data={"measure": "registered"}),
)
API = (
    Row("api/v1/figures", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    *(
        Row(
            f"api/v1/figures/<indicator>{page}",
            401,
            {IN_CHARGE: 200, SIGHTLESS: 404},
            keys={"indicator": "registered"},
        )
        for page in ("", "/rows")
    ),
)
