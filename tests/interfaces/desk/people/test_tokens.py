"""Administrators issue API tokens that are narrowed and end; the posts' holders accept, refuse and end them."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from sanling.domain.people.actions.accept_token import PREFIX
from sanling.domain.people.cast import Player, working_token
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from tests.city import TEST
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(cast: dict[str, Player]) -> dict[str, Any]:
    """What an administrator types for a system that reads."""
    last = (clock.now() + timedelta(days=30)).date().isoformat()
    post = cast["intake_officer"].post
    return {"post": post.name, "name": "12345 热线", "scopes": ["read"], "last": last}


def prove(browser: Client) -> Client:
    """Let whoever is signed in have proved a moment ago that it is they."""
    request = HttpRequest()
    request.session = browser.session
    user = User.objects.get(pk=request.session["_auth_user_id"])
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return browser


def reads(secret: str) -> int:
    return Client().get("/api/v1/matters", headers={"Authorization": f"Bearer {secret}"}).status_code


def accepted(browser: Client) -> str:
    """Accept the one token that waits for somebody, and return its secret."""
    token = AccessToken.objects.get(accepted_at=None)
    secret: str = prove(browser).post(f"/desk/tokens/mine/{token.pk}/accept/").context["accepted"].secret
    return secret


def test_a_token_works_once_its_posts_holder_accepts_it_and_nobody_else_sees_its_secret(
    desk: SignIn, cast: dict[str, Player], typed: dict[str, Any]
) -> None:
    administrator, holder = desk("administrator"), desk("intake_officer")
    assert administrator.post("/desk/tokens/", typed).status_code == 302
    token = AccessToken.objects.get()
    assert "尚未接受" in administrator.get("/desk/tokens/").content.decode()
    for who in ("administrator", "two_posts", "centre_director", "auditor"):
        browser = desk(who)
        if who == "two_posts":
            browser.post("/desk/posts/", {"post": cast[who].post.pk})
        assert browser.post(f"/desk/tokens/mine/{token.pk}/accept/").status_code == 404
    answer = prove(holder).post(f"/desk/tokens/mine/{token.pk}/accept/")
    secret = answer.context["accepted"].secret
    assert secret.startswith(PREFIX)
    assert secret in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    for browser, page in ((administrator, "/desk/tokens/"), (holder, "/desk/tokens/mine/")):
        assert secret not in browser.get(page).content.decode()
    assert holder.post(f"/desk/tokens/mine/{token.pk}/accept/").status_code == 302
    assert secret.encode() not in b"".join(bytes(row.digest or b"") for row in AccessToken.objects.all())
    assert reads(secret) == 200
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "0123456789abcdef"}
    written = Client().post("/api/v1/matters", "{}", content_type="application/json", headers=headers)
    assert written.status_code == 403
    row = AuditRow.objects.get(act="token.issue")
    assert row.actor_key == cast["administrator"].viewer.key
    assert (row.detail["post"], row.detail["scopes"]) == (cast["intake_officer"].post.pk, ["read"])
    assert secret not in str(AuditRow.objects.values_list("detail", flat=True))


@pytest.mark.parametrize("password", [None, "a-long-enough-phrase-of-words"])
def test_a_session_alone_accepts_no_token_that_would_outlast_it(
    desk: SignIn, cast: dict[str, Player], typed: dict[str, Any], password: str | None
) -> None:
    user = cast["intake_officer"].user
    user.phone = "+8613812340013"
    if password:
        user.set_password(password)
    user.save(update_fields=["phone", "password"])
    desk("administrator").post("/desk/tokens/", typed)
    token, stolen = AccessToken.objects.get(), desk("intake_officer")
    answer = stolen.post(f"/desk/tokens/mine/{token.pk}/accept/")
    way = reverse("account_reauthenticate" if password else "account_reauthenticate_by_code")
    assert answer.headers["Location"] == f"{way}?next=%2Fdesk%2Ftokens%2Fmine%2F"
    token.refresh_from_db()
    assert token.accepted_at is None
    if password:
        proved = stolen.post(way, {"password": password, "next": "/desk/tokens/mine/"}, follow=True)
        assert "接受" in proved.content.decode()
        assert reads(stolen.post(f"/desk/tokens/mine/{token.pk}/accept/").context["accepted"].secret) == 200


def test_the_posts_holder_is_told_and_led_to_where_it_is_accepted(
    desk: SignIn, cast: dict[str, Player], typed: dict[str, Any]
) -> None:
    desk("administrator").post("/desk/tokens/", typed)
    notice = Notice.objects.get(recipient=cast["intake_officer"].viewer.key)
    assert "12345 热线" in notice.text
    holder = desk("intake_officer")
    opened = holder.post("/desk/notices/read/", {"notice": notice.pk})
    assert opened.headers["Location"] == "/desk/tokens/mine/"
    page = holder.get("/desk/tokens/mine/").content.decode()
    assert "12345 热线" in page
    assert ">接受</summary>" in page


def test_a_token_can_be_refused(desk: SignIn, typed: dict[str, Any]) -> None:
    desk("administrator").post("/desk/tokens/", typed)
    token, holder = AccessToken.objects.get(), desk("intake_officer")
    assert holder.post(f"/desk/tokens/mine/{token.pk}/end/").status_code == 302
    assert holder.post(f"/desk/tokens/mine/{token.pk}/accept/").status_code == 404
    assert not desk("administrator").get("/desk/tokens/").context["shown"].rows


@pytest.mark.parametrize("who", ["administrator", "intake_officer"])
def test_an_ended_token_works_no_more(desk: SignIn, typed: dict[str, Any], who: str) -> None:
    desk("administrator").post("/desk/tokens/", typed)
    secret = accepted(desk("intake_officer"))
    token = AccessToken.objects.get()
    page = "/desk/tokens/" if who == "administrator" else "/desk/tokens/mine/"
    assert desk(who).post(f"{page}{token.pk}/end/").status_code == 302
    assert reads(secret) == 401
    assert not desk(who).get(page).context["shown"].rows
    assert AuditRow.objects.get(act="token.revoke").subject == f"token:{token.pk}"
    assert desk(who).post(f"{page}{token.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("post", "nobody"), ("post", ""), ("name", ""), ("scopes", []), ("scopes", ["all"])],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    desk: SignIn, typed: dict[str, Any], field: str, value: object
) -> None:
    answer = desk("administrator").post("/desk/tokens/", {**typed, field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("days", [-1, 400, None])
def test_a_token_ends_within_a_year(desk: SignIn, typed: dict[str, Any], days: int | None) -> None:
    last = (clock.now() + timedelta(days=days)).date().isoformat() if days else ""
    answer = desk("administrator").post("/desk/tokens/", {**typed, "last": last})
    assert list(answer.context["form"].errors) == ["last"]


def test_tokens_that_do_all_their_post_may_are_listed_as_such(desk: SignIn, cast: dict[str, Player]) -> None:
    until = clock.now() + timedelta(days=1)
    working_token(actor=TEST, post=cast["mediator"].post, name="旧系统", ends_at=until)
    ((token, _role, scopes),) = desk("administrator").get("/desk/tokens/").context["shown"].rows
    assert (token.name, scopes) == ("旧系统", ["该岗位可做的一切"])
    with clock.turned(shift=timedelta(hours=25)):
        assert not desk("administrator").get("/desk/tokens/").context["shown"].rows


def test_posts_are_offered_while_one_types(desk: SignIn, cast: dict[str, Player]) -> None:
    post = cast["mediator"].post
    found = desk("administrator").get("/desk/find/token-post/", {"q": post.name}).json()
    assert found[0]["key"] == str(post.pk)
    assert desk("administrator").get("/desk/find/token-post/").json()
