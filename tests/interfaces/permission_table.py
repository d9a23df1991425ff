"""Role × address × status: what each address answers to nobody, to a wrong role and to a right one.

An address that no row names makes `test_permissions` fail, so nothing is opened by forgetting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

LOGIN, FORBIDDEN, ABSENT = 302, 403, 404
# Members of the cast: one in charge, one of the township beside, and one who sees no matter at all.
IN_CHARGE, BESIDE, SIGHTLESS = "intake_officer", "sibling_township_intake", "auditor"
VILLAGE = "410105002012"
ADMINISTERS = {"administrator": 200, "auditor": FORBIDDEN, "centre_director": FORBIDDEN}

KEEPS_WEBHOOKS = {**ADMINISTERS, "centre_director": 200, IN_CHARGE: FORBIDDEN}


@dataclass(frozen=True)
class Row:
    """One address and method: the status for nobody, by member of the cast, and for keys that lead nowhere."""

    route: str
    nobody: int
    roles: Mapping[str, int] = field(default_factory=dict)
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    astray: int | None = None


def of_matters(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page for whoever sees matters."""
    return Row(route, LOGIN, {IN_CHARGE: right, SIGHTLESS: FORBIDDEN}, **options)  # type: ignore[arg-type]


def of_one_matter(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page of one matter."""
    roles = {IN_CHARGE: right, BESIDE: ABSENT, SIGHTLESS: FORBIDDEN}
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


def of_every_post(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page that every post may open."""
    return Row(route, LOGIN, {IN_CHARGE: right, SIGHTLESS: right}, **options)  # type: ignore[arg-type]


# Of the roles that give posts, two whose reach the test's unit is in, and two whose it isn't.
GIVES_POSTS = {
    "centre_director": 200,
    "administrator": 200,
    "village_secretary": 200,
    "department_leader": 200,
}


NEVER_CONFIRM = {IN_CHARGE: FORBIDDEN, SIGHTLESS: FORBIDDEN}
UNANSWERED = {"security_administrator": FORBIDDEN, **NEVER_CONFIRM}


def of_staffing(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page for those who give posts at the unit in charge."""
    wrong = ("village_secretary", "department_leader", IN_CHARGE, SIGHTLESS, "security_administrator")
    roles = {"centre_director": right, "administrator": right} | dict.fromkeys(wrong, FORBIDDEN)
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


DESK = (
    Row("desk/", LOGIN, {IN_CHARGE: 200, SIGHTLESS: LOGIN}),
    of_matters("desk/inbox/tabs/"),
    of_matters("desk/inbox/batch/", 422, method="post"),
    of_matters("desk/batches/"),
    of_one_matter("desk/batches/<uuid:batch_id>/"),
    Row("desk/new/", LOGIN, {IN_CHARGE: 200, "county_leader": FORBIDDEN, SIGHTLESS: FORBIDDEN}),
    Row(
        "desk/new/", LOGIN, {IN_CHARGE: 422, "county_leader": FORBIDDEN, SIGHTLESS: FORBIDDEN}, method="post"
    ),
    of_matters("desk/matters/"),
    of_matters("desk/matters/export/", 302, method="post"),
    of_one_matter("desk/matters/<str:number>/"),
    of_one_matter("desk/matters/<str:number>/", 403, method="post"),
    of_one_matter("desk/matters/<str:number>/place.geojson"),
    of_one_matter("desk/matters/<str:number>/offers/<slug:act>/<slug:name>/"),
    of_one_matter("desk/matters/<str:number>/parties/<int:party_id>/"),
    of_one_matter("desk/matters/<str:number>/parties/<int:party_id>/", 422, method="post"),
    of_one_matter("desk/files/<int:attachment_id>/"),
    of_one_matter("desk/files/<int:attachment_id>/small/"),
    # No room of the house has one; those of a room that has are tried in tests/seams.
    of_every_post("desk/ledgers/<slug:code>/", ABSENT),
    of_every_post("desk/ledgers/<slug:code>/export/", ABSENT, method="post"),
    of_every_post("desk/lists/<slug:code>/columns/", ABSENT, method="post"),
    of_matters("desk/views/"),
    of_matters("desk/views/", 422, method="post"),
    of_matters("desk/views/<int:view_id>/forget/", ABSENT, method="post", keys={"view_id": "999999999"}),
    of_matters("desk/exports/"),
    of_one_matter("desk/exports/<uuid:export_id>/"),
    of_one_matter("desk/exports/<uuid:export_id>/file/", ABSENT),
    of_matters("desk/search/"),
    of_every_post("desk/find/division/"),
    of_every_post("desk/find/unit/"),
    of_matters("desk/find/post/"),
    of_every_post("desk/units/"),
    of_every_post("desk/units/<int:unit_id>/", astray=ABSENT),
    Row("desk/units/new/", LOGIN, ADMINISTERS),
    Row("desk/units/new/", LOGIN, {**ADMINISTERS, "administrator": 422}, method="post"),
    Row("desk/units/<int:unit_id>/change/", LOGIN, ADMINISTERS, astray=ABSENT),
    Row("desk/units/<int:unit_id>/change/", LOGIN, {**ADMINISTERS, "administrator": 422}, method="post"),
    Row("desk/units/<int:unit_id>/end/", LOGIN, {**ADMINISTERS, "administrator": 422}, method="post"),
    of_staffing("desk/units/<int:unit_id>/appoint/"),
    of_staffing("desk/units/<int:unit_id>/appoint/", 422, method="post"),
    Row("desk/accounts/", LOGIN, ADMINISTERS),
    Row("desk/accounts/<int:user_id>/", LOGIN, ADMINISTERS, astray=ABSENT),
    Row("desk/accounts/<int:user_id>/", LOGIN, {**ADMINISTERS, "administrator": 422}, method="post"),
    Row("desk/accounts/<int:user_id>/switch/", LOGIN, {**ADMINISTERS, "administrator": 302}, method="post"),
    Row("desk/confirmations/phone/<int:change_id>/", LOGIN, UNANSWERED, method="post"),
    Row("desk/find/person/", LOGIN, {**GIVES_POSTS, IN_CHARGE: FORBIDDEN}),
    Row("desk/find/stand-in/", LOGIN, {**GIVES_POSTS, IN_CHARGE: FORBIDDEN}),
    Row("desk/confirmations/", LOGIN, {**GIVES_POSTS, "security_administrator": 200, **NEVER_CONFIRM}),
    Row("desk/confirmations/<int:appointment_id>/", LOGIN, UNANSWERED, method="post"),
    Row(
        "desk/confirmations/<int:appointment_id>/",
        LOGIN,
        {"security_administrator": ABSENT, "centre_director": ABSENT, **NEVER_CONFIRM},
        method="post",
        data={"answer": "confirm"},
    ),
    of_every_post("desk/workflows/"),
    of_every_post("desk/workflows/<int:definition_id>/", astray=ABSENT),
    of_every_post("desk/notices/"),
    of_every_post("desk/notices/count/"),
    of_every_post("desk/notices/read/", 302, method="post"),
    of_every_post("desk/posts/"),
    of_staffing("desk/posts/<int:post_id>/"),
    of_staffing("desk/posts/<int:post_id>/", 422, method="post"),
    of_staffing("desk/posts/<int:post_id>/end/", 302, method="post"),
    of_staffing("desk/posts/<int:post_id>/leaves/<int:leave_id>/end/", 302, method="post"),
    Row("desk/posters/", LOGIN, {IN_CHARGE: 200, "mediator": FORBIDDEN, SIGHTLESS: FORBIDDEN}),
    Row(
        "desk/posters/<str:code>/",
        LOGIN,
        {IN_CHARGE: 200, BESIDE: ABSENT, "mediator": FORBIDDEN},
        astray=ABSENT,
    ),
    Row(
        "desk/posters/<str:code>/retire/",
        LOGIN,
        {IN_CHARGE: 302, BESIDE: ABSENT, "mediator": FORBIDDEN},
        method="post",
        astray=ABSENT,
    ),
    Row("desk/audit/", LOGIN, {"auditor": 200, "administrator": FORBIDDEN, "centre_director": FORBIDDEN}),
    Row(
        "desk/audit/verify/",
        LOGIN,
        {"auditor": 302, "administrator": FORBIDDEN, "centre_director": FORBIDDEN},
        method="post",
    ),
    Row("desk/tokens/", LOGIN, ADMINISTERS),
    Row("desk/tokens/", LOGIN, {**ADMINISTERS, "administrator": 422}, method="post"),
    Row("desk/tokens/<int:token_id>/end/", LOGIN, {**ADMINISTERS, "administrator": ABSENT}, method="post"),
    of_every_post("desk/tokens/mine/"),
    of_every_post("desk/tokens/mine/<int:token_id>/accept/", ABSENT, method="post"),
    of_every_post("desk/tokens/mine/<int:token_id>/end/", ABSENT, method="post"),
    Row("desk/find/token-post/", LOGIN, ADMINISTERS),
    Row("desk/webhooks/", LOGIN, KEEPS_WEBHOOKS),
    Row(
        "desk/webhooks/<int:webhook_id>/end/",
        LOGIN,
        {**KEEPS_WEBHOOKS, "administrator": ABSENT, "centre_director": ABSENT},
        method="post",
    ),
    Row("desk/jobs/", LOGIN, {"administrator": 200, "auditor": FORBIDDEN, "centre_director": FORBIDDEN}),
    Row(
        "desk/jobs/<int:job_id>/retry/",
        LOGIN,
        {"administrator": 302, "auditor": FORBIDDEN, "centre_director": FORBIDDEN},
        method="post",
    ),
    Row(
        "desk/jobs/parked/put-back/",
        LOGIN,
        {"administrator": 302, "auditor": FORBIDDEN, "centre_director": FORBIDDEN},
        method="post",
    ),
)

# Whoever holds the link, or proved the phone, needs no account; a post opens nothing more.
PORTAL = (
    Row("", 200),
    Row("report/", 200),
    Row("report/places", 200),
    Row("report/areas", 200),
    Row("report/challenge", 200),
    Row("report/picture/<str:token>", ABSENT),
    Row("q/", 200),
    Row(r"^q/(?P<code>[\s\S]+)\Z", 200, astray=200),
    Row("track/", 200),
    Row("track/code/", 422, method="post"),
    Row("mine/", FORBIDDEN, {IN_CHARGE: FORBIDDEN}),
    Row("mine/<str:number>/", FORBIDDEN, {IN_CHARGE: FORBIDDEN}),
    Row("mine/<str:number>/files/<int:attachment>/", FORBIDDEN, {IN_CHARGE: FORBIDDEN}),
    Row("mine/<str:number>/do/<slug:code>/", FORBIDDEN, {IN_CHARGE: FORBIDDEN}, method="post"),
    Row("t/<str:token>/", 200, astray=ABSENT),
    Row("t/<str:token>/receipt/", 200, astray=ABSENT),
    Row("t/<str:token>/files/<int:attachment>/", ABSENT, astray=ABSENT),
    Row("t/<str:token>/do/<slug:code>/", 422, method="post", keys={"code": "add"}, astray=ABSENT),
)

# Signing in is everybody's; what belongs to an account asks for it.
ACCOUNTS = (
    Row("healthz", 200),
    Row("readyz", 200),
    Row("metrics", 200),
    Row("i18n/setlang/", 302, method="post", data={"language": "en"}),
    Row("accounts/login/", 200, {IN_CHARGE: 302}),
    Row("accounts/login/code/", 200, {IN_CHARGE: 302}),
    Row("accounts/login/code/confirm/", 302),
    Row("accounts/invitation/<str:token>/", ABSENT, {IN_CHARGE: ABSENT}, keys={"token": "none"}),
    Row("accounts/logout/", 302, {IN_CHARGE: 200}),
    Row("accounts/inactive/", 200),
    Row("accounts/reauthenticate/", 302),
    Row("accounts/reauthenticate/code/", 302),
    Row("accounts/password/change/", 302),
    Row("accounts/password/set/", 302),
    Row("accounts/sessions/", 302, {IN_CHARGE: 200}),
    Row("accounts/sessions/", 302, {IN_CHARGE: 302}, method="post"),
    Row("accounts/2fa/", 302, {IN_CHARGE: 200}),
    Row("accounts/2fa/authenticate/", 302),
    Row("accounts/2fa/reauthenticate/", 302),
    Row("accounts/2fa/totp/activate/", 302),
    Row("accounts/2fa/totp/deactivate/", 302),
    Row("accounts/2fa/recovery-codes/", 302),
    Row("accounts/2fa/recovery-codes/generate/", 302),
    Row("accounts/2fa/recovery-codes/download/", 302),
    Row("accounts/2fa/webauthn/", 302, {IN_CHARGE: 200}),
    Row("accounts/2fa/webauthn/add/", 302),
    Row("accounts/2fa/webauthn/reauthenticate/", 302),
    Row("accounts/2fa/webauthn/keys/<int:pk>/remove/", 302),
    Row("accounts/2fa/webauthn/keys/<int:pk>/edit/", 302),
    Row("accounts/2fa/webauthn/login/", 302),
    Row("accounts/sso/login/cancelled/", 200),
    Row("accounts/sso/login/error/", 401),
    Row("accounts/sso/signup/", 302),
    Row("accounts/sso/", 302),
    Row("accounts/oidc/<str:provider_id>/login/", ABSENT),
    Row("accounts/oidc/<str:provider_id>/login/callback/", ABSENT),
)

# Open311 is read by anybody; who reports gets a token, and with its secret the request's number.
OPEN311 = (
    Row(r"open311/^v2/discovery\.(?P<form>xml|json)\Z", 200),
    Row(r"open311/^v2/services\.(?P<form>xml|json)\Z", 200),
    Row(r"open311/^v2/services/(?P<code>[a-z0-9_.]{1,90})\.(?P<form>xml|json)\Z", ABSENT),
    Row(r"open311/^v2/requests\.(?P<form>xml|json)\Z", 200),
    # The matter of this table is a dispute, which is not published.
    Row(r"open311/^v2/requests/(?P<number>[^/]{1,60})\.(?P<form>xml|json)\Z", ABSENT, astray=ABSENT),
    Row(r"open311/^v2/tokens/(?P<secret>[A-Za-z0-9_-]{1,100})\.(?P<form>xml|json)\Z", ABSENT),
    Row(r"open311/^[\s\S]*\.(?P<form>xml|json)\Z", ABSENT),
    Row(r"open311/^[\s\S]*\Z", ABSENT),
)

# Here the members of the cast come with a bearer token, not with a session.
API = (
    Row("api/v1/openapi.json", 200),
    Row("api/v1/docs", 200),
    Row("api/v1/", ABSENT),
    Row("api/v1/matters", 401, {IN_CHARGE: 200, SIGHTLESS: 200}),
    Row("api/v1/matters", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/matters/<number>", 401, {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT}, astray=ABSENT),
    Row(
        "api/v1/matters/<number>/timeline",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row("api/v1/matters/<number>/attachments", 401, {IN_CHARGE: 422, BESIDE: 422}, method="post"),
    Row("api/v1/matters/<number>/actions/<action>", 401, {IN_CHARGE: 422, BESIDE: 422}, method="post"),
    Row("api/v1/batches", 401, {IN_CHARGE: 422, SIGHTLESS: 422}, method="post"),
    Row("api/v1/batches/<batch_id>", 401, {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT}, astray=ABSENT),
    Row(
        "api/v1/batches/<batch_id>/results",
        401,
        {IN_CHARGE: 200, BESIDE: ABSENT, SIGHTLESS: ABSENT},
        astray=ABSENT,
    ),
    Row("api/v1/public/matters", 422, method="post"),
    Row("api/v1/public/matters/<token>", 200, astray=ABSENT),
    Row("api/v1/public/matters/<token>/actions/<action>", 422, method="post"),
    Row("api/v1/divisions/<code>", 200, keys={"code": VILLAGE}, astray=ABSENT),
    Row("api/v1/divisions/<code>/children", 200, keys={"code": VILLAGE}, astray=ABSENT),
    Row("api/v1/locate", 422),
    Row("api/v1/units", 401, {IN_CHARGE: 200}),
    Row("api/v1/posts", 401, {IN_CHARGE: 200}),
    Row("api/v1/workflows", 200),
    Row("api/v1/webhooks", 401, {"centre_director": 200, IN_CHARGE: FORBIDDEN}),
    Row("api/v1/webhooks", 401, {"centre_director": 422, IN_CHARGE: 422}, method="post"),
    Row("api/v1/webhooks/<webhook_id>", 401, {"centre_director": 422, IN_CHARGE: 422}, method="delete"),
    Row("api/v1/webhooks/<webhook_id>/deliveries", 401, {"centre_director": ABSENT, IN_CHARGE: FORBIDDEN}),
    Row("api/v1/webhooks/<webhook_id>/replay", 401, {"centre_director": 422, IN_CHARGE: 422}, method="post"),
)
