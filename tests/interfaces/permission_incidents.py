"""The table of permissions: incidents, which their lead departments record; of petitions who is rated sees none."""

from tests.interfaces.permission_rows import ABSENT, BESIDE, FORBIDDEN, IN_CHARGE, LOGIN, SIGHTLESS, Row

RECORDER, OTHER_RECORDER, LOOKING = "petition_officer", "safety_officer", "village_secretary"
PETITION = {"kind": "petition_visit"}


def of_one_incident(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page of one petition visit: for its lead department, and for all others."""
    roles = {RECORDER: right, OTHER_RECORDER: ABSENT, LOOKING: ABSENT, BESIDE: ABSENT, SIGHTLESS: FORBIDDEN}
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


# Programs come with a bearer token of the post.
API = (
    Row("api/v1/incidents", 401, {RECORDER: 200, LOOKING: 200, SIGHTLESS: 200}),
    Row(
        "api/v1/incidents",
        401,
        {RECORDER: 422, LOOKING: 422, SIGHTLESS: 422},
        method="post",
    ),
    Row(
        "api/v1/incidents/<int:incident_id>",
        401,
        {RECORDER: 200, OTHER_RECORDER: ABSENT, LOOKING: ABSENT, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
)
NEW = {LOOKING: FORBIDDEN, IN_CHARGE: FORBIDDEN, SIGHTLESS: FORBIDDEN}
INCIDENTS = (
    Row("desk/incidents/new/", LOGIN, {RECORDER: 302, OTHER_RECORDER: 302, **NEW}),
    Row(
        "desk/incidents/new/<slug:kind>/",
        LOGIN,
        {RECORDER: 200, OTHER_RECORDER: FORBIDDEN, **NEW},
        keys=PETITION,
    ),
    Row(
        "desk/incidents/new/<slug:kind>/",
        LOGIN,
        {RECORDER: 422, OTHER_RECORDER: FORBIDDEN, **NEW},
        method="post",
        keys=PETITION,
    ),
    Row("desk/incidents/due/", LOGIN, {OTHER_RECORDER: 200, RECORDER: FORBIDDEN, **NEW}),
    # Of a petition nothing is reported up.
    Row(
        "desk/incidents/<int:incident_id>/report/",
        LOGIN,
        {RECORDER: FORBIDDEN, OTHER_RECORDER: ABSENT, LOOKING: ABSENT, SIGHTLESS: FORBIDDEN},
        method="post",
    ),
    Row("desk/incidents/grade/", LOGIN, {OTHER_RECORDER: 200, SIGHTLESS: FORBIDDEN}),
    of_one_incident("desk/incidents/<int:incident_id>/"),
    of_one_incident("desk/incidents/<int:incident_id>/correct/"),
    of_one_incident("desk/incidents/<int:incident_id>/correct/", 422, method="post"),
)
