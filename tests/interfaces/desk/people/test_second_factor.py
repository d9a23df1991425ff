"""Whoever administers signs in with a second factor; without one nothing opens but its setting up."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.domain.people.config import role_rules
from sanling.domain.people.roles import RoleRules
from sanling.foundation import clock
from tests.cast import SECRET
from tests.city import TEST
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.permission_table import DESK, PORTAL

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"
ADMINISTRATORS = ("administrator", "security_administrator", "auditor")
PLACEHOLDER = re.compile(r"<(?:\w+:)?\w+>")


@pytest.fixture
def without(cast: dict[str, Player]) -> None:
    """Take everybody's second factor away."""
    Authenticator.objects.all().delete()


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("key", ADMINISTRATORS)
def test_without_one_every_address_but_the_accounts_own_leads_to_its_setting_up(
    desk: SignIn, key: str
) -> None:
    browser = desk(key)
    rows = [row for row in (*DESK, *PORTAL) if "(?P" not in row.route and row.method == "get"]
    assert len(rows) > 40
    for row in rows:
        answer = browser.get(f"/{PLACEHOLDER.sub('1', row.route)}")
        assert (answer.status_code, answer.get("Location")) == (302, reverse("mfa_index")), row.route
    assert browser.post("/desk/audit/verify/").status_code == 302
    assert browser.get("/desk/notices/count/", headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.usefixtures("without")
def test_a_person_is_led_to_it_after_sign_in_and_let_in_once_it_is_set_up(
    cast: dict[str, Player], workflows: None
) -> None:
    cache.clear()
    user, browser = cast["administrator"].user, Client()
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    browser.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    page = browser.get("/desk/jobs/", follow=True)
    assert page.redirect_chain == [(reverse("mfa_index"), 302)]
    assert page.context["account_due"] == "mfa_index"
    assert reverse("desk:inbox") not in page.content.decode()
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    TOTP.activate(user, SECRET)
    assert browser.get("/desk/jobs/").status_code == 200
    assert browser.get(reverse("mfa_index")).context["account_due"] == ""


@pytest.mark.parametrize("key", ADMINISTRATORS)
def test_with_one_an_administrator_works(desk: SignIn, key: str) -> None:
    assert desk(key).get("/desk/units/").status_code == 200


@pytest.mark.usefixtures("without")
def test_other_posts_need_none(desk: SignIn) -> None:
    assert desk("intake_officer").get("/desk/").status_code == 200


@pytest.mark.usefixtures("without")
def test_who_stands_in_for_a_post_that_wants_one_needs_one_too(
    desk: SignIn, cast: dict[str, Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    def strict(city: str, role: str) -> RoleRules:
        return role_rules(city, role).model_copy(update={"second_factor": role == "peace_officer"})

    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + timedelta(days=1)}
    post, stands_in = cast["peace_officer"].post.pk, cast["intake_officer"].post.pk
    substitute(actor=TEST, post_id=post, substitute_id=stands_in, **leave)
    assert desk("intake_officer").get("/desk/").status_code == 200
    monkeypatch.setattr("sanling.domain.people.reach.role_rules", strict)
    assert desk("intake_officer").get("/desk/").status_code == 302


@pytest.mark.usefixtures("without")
def test_a_token_of_such_a_post_does_nothing_until_its_holder_has_one(cast: dict[str, Player]) -> None:
    player, until = cast["administrator"], clock.now() + timedelta(hours=1)
    issued = working_token(actor=TEST, post=player.post, name="test", ends_at=until)
    headers = {"Authorization": f"Bearer {issued.secret}"}
    assert Client().get("/api/v1/units", headers=headers).status_code == 403
    TOTP.activate(player.user, SECRET)
    assert Client().get("/api/v1/units", headers=headers).status_code == 200


@pytest.mark.usefixtures("without")
def test_a_demonstrations_cast_needs_none(desk: SignIn, settings: Any) -> None:
    settings.DEMO = True
    assert desk("administrator").get("/desk/jobs/").status_code == 200


def test_no_browser_keeps_a_page_that_shows_the_secrets_of_an_account(desk: SignIn) -> None:
    browser = desk("administrator")
    for address in (
        reverse("mfa_index"),
        reverse("mfa_activate_totp"),
        "/accounts/sessions/",
        "/desk/posts/",
    ):
        answer = browser.get(address)
        assert "no-store" in answer["Cache-Control"], address
