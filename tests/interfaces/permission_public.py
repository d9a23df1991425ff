"""The rows of what needs no post: the portal, the accounts, Open311."""

from tests.interfaces.permission_rows import (
    ABSENT,
    FORBIDDEN,
    IN_CHARGE,
    Row,
)

# Whoever holds the link, or proved the phone, needs no account; a post opens nothing more.
PORTAL = (
    Row("", 200),
    Row("from/<str:token>/", ABSENT, keys={"token": "no-such"}),
    Row("offices/", 200),
    Row("offices/<str:path>/", ABSENT, keys={"path": "410199"}),
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
    Row(
        "recognition/<str:number>/<str:signature>/",
        ABSENT,
        {IN_CHARGE: ABSENT},
        keys={"signature": "no-such"},
    ),
    Row("f/<str:token>/", ABSENT, keys={"token": "no-such"}),
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
