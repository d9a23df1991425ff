"""The table of permissions: published figures, read down to the townships, drafted and published by some roles."""

from tests.interfaces.permission_rows import ABSENT, FORBIDDEN, IN_CHARGE, LOGIN, SIGHTLESS, Row

LEADER = "township_leader"
READS = {IN_CHARGE: 200, LEADER: 200, SIGHTLESS: FORBIDDEN}
NONE_THERE = {IN_CHARGE: ABSENT, LEADER: ABSENT, SIGHTLESS: FORBIDDEN}
NOBODYS = {"publication_id": "999999999"}
PUBLICATIONS = (
    Row("desk/rates/published/", LOGIN, READS),
    # Nothing was counted in the test city.
    Row("desk/rates/published/new/", LOGIN, NONE_THERE),
    Row("desk/rates/published/new/", LOGIN, NONE_THERE, method="post"),
    Row("desk/rates/published/<int:publication_id>/", LOGIN, NONE_THERE, keys=NOBODYS),
    Row("desk/rates/published/<int:publication_id>/bulletin/", LOGIN, NONE_THERE, keys=NOBODYS),
    Row(
        "desk/rates/published/<int:publication_id>/decide/",
        LOGIN,
        NONE_THERE,
        method="post",
        data={"decision": "confirm"},
        keys=NOBODYS,
    ),
)
API = (
    Row("api/v1/publications", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/publications", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/publications/bulletins", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row(
        "api/v1/publications/<int:publication_id>/publish",
        401,
        {IN_CHARGE: 422, SIGHTLESS: 422},
        method="post",
        keys=NOBODYS,
    ),
    Row(
        "api/v1/publications/<int:publication_id>",
        401,
        {IN_CHARGE: 422, SIGHTLESS: 422},
        method="delete",
        keys=NOBODYS,
    ),
    *(
        Row(
            f"api/v1/publications/<int:publication_id>{page}",
            401,
            {IN_CHARGE: ABSENT, SIGHTLESS: ABSENT},
            keys=NOBODYS,
        )
        for page in ("", "/bulletin")
    ),
)
