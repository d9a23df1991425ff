"""The table of permissions: subjects, which are seen by place and line and kept by some roles."""

from tests.domain.subjects.helpers import SCHOOL
from tests.interfaces.permission_rows import ABSENT, BESIDE, FORBIDDEN, IN_CHARGE, LOGIN, SIGHTLESS, Row

KEEPER, LOOKING = "liaison", "township_leader"


def of_one_subject(route: str, right: int = 200, looking: int = FORBIDDEN, **options: object) -> Row:
    """Return the row of a page of one subject: for who keeps it, for who may look at it, for who may not."""
    roles = {KEEPER: right, LOOKING: looking, SIGHTLESS: FORBIDDEN}
    if looking != FORBIDDEN:
        roles |= {IN_CHARGE: right, BESIDE: ABSENT}
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


# Programs come with a bearer token of the post.
API = (
    Row("api/v1/subjects", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/subjects", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row(
        "api/v1/subjects/<code>",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        keys={"code": SCHOOL},
        astray=ABSENT,
    ),
    Row("api/v1/subjects/completeness", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/subjects/completeness", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/subjects/<code>/months", 401, {IN_CHARGE: ABSENT, SIGHTLESS: ABSENT}),
    # No standard is published in the test city.
    Row("api/v1/standard", 401, {IN_CHARGE: ABSENT, SIGHTLESS: ABSENT}),
    Row("api/v1/standard/trial", 401, {IN_CHARGE: ABSENT, SIGHTLESS: ABSENT}),
    Row("api/v1/months/<month>", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/months/<month>/confirmations", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row(
        "api/v1/months/<month>/confirmations/<int:confirmation_id>",
        401,
        {IN_CHARGE: 422, SIGHTLESS: 422},
        method="delete",
    ),
    Row("api/v1/recognitions/<int:year>", 401, {IN_CHARGE: 200, SIGHTLESS: ABSENT}),
    *(
        Row(f"api/v1/recognitions/<int:year>/{page}", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post")
        for page in ("open", "draws")
    ),
    *(
        Row(
            f"api/v1/rates/<indicator>{page}",
            401,
            {IN_CHARGE: 200, SIGHTLESS: 200},
            astray=ABSENT,
        )
        for page in ("", "/rows")
    ),
)
ABSENT_FILE = {KEEPER: ABSENT, LOOKING: FORBIDDEN, SIGHTLESS: FORBIDDEN}
BRINGS = {KEEPER: 200, LOOKING: FORBIDDEN, SIGHTLESS: FORBIDDEN}
NOBODYS = {"upload_id": "00000000-0000-4000-8000-000000000000"}
IMPORTS = (
    Row("desk/imports/", LOGIN, BRINGS),
    Row("desk/imports/", LOGIN, {**BRINGS, KEEPER: 422}, method="post"),
    *(
        Row(f"desk/imports/<uuid:upload_id>/{page}", LOGIN, ABSENT_FILE, keys=NOBODYS)
        for page in ("", "progress/", "file/")
    ),
    *(
        Row(f"desk/imports/<uuid:upload_id>/{page}", LOGIN, ABSENT_FILE, method="post", keys=NOBODYS)
        for page in ("columns/", "apply/")
    ),
)
SUBJECTS = (
    Row("desk/find/subject/", LOGIN, {KEEPER: 200, SIGHTLESS: FORBIDDEN}),
    *IMPORTS,
    Row("desk/subjects/complete/", LOGIN, {KEEPER: 200, LOOKING: 200, SIGHTLESS: FORBIDDEN}),
    Row("desk/rates/", LOGIN, {KEEPER: 200, LOOKING: 200, SIGHTLESS: FORBIDDEN}),
    Row("desk/bulletins/verify/", LOGIN, {KEEPER: 200, LOOKING: 200, SIGHTLESS: FORBIDDEN}),
    Row("desk/bulletins/verify/", LOGIN, {KEEPER: 422, LOOKING: 422, SIGHTLESS: FORBIDDEN}, method="post"),
    Row("desk/rates/rows/", LOGIN, {KEEPER: ABSENT, LOOKING: ABSENT, SIGHTLESS: FORBIDDEN}),
    Row("desk/subjects/complete/", LOGIN, {KEEPER: 302, LOOKING: 302, SIGHTLESS: FORBIDDEN}, method="post"),
    Row("desk/subjects/new/", LOGIN, {KEEPER: 200, IN_CHARGE: FORBIDDEN, SIGHTLESS: FORBIDDEN}),
    of_one_subject("desk/subjects/<int:subject_id>/", looking=200),
    of_one_subject("desk/subjects/<int:subject_id>/change/"),
    of_one_subject("desk/subjects/<int:subject_id>/people/"),
    # Without the right to identities a phone is masked for good.
    Row(
        "desk/subjects/<int:subject_id>/people/<int:charge_id>/phone/",
        LOGIN,
        {KEEPER: 200, LOOKING: FORBIDDEN, BESIDE: ABSENT, SIGHTLESS: FORBIDDEN},
        astray=ABSENT,
    ),
)
