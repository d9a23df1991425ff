"""Whoever's session was ended, or whose account was closed, is out with the next request."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/units/"


@pytest.fixture
def browser(cast: dict[str, Player]) -> Client:
    browser = signed_in(cast["intake_officer"])
    assert browser.get(PAGE, secure=True).status_code == 200
    return browser


def test_a_session_that_was_ended_or_is_over_opens_nothing(browser: Client) -> None:
    Session.objects.update(expire_date=timezone.now())
    assert browser.get(PAGE, secure=True).status_code == 302


def test_a_session_that_is_gone_opens_nothing(browser: Client) -> None:
    Session.objects.all().delete()
    assert browser.get(PAGE, secure=True).status_code == 302


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another"}])
def test_an_account_that_was_closed_or_has_another_password_is_out(
    browser: Client, change: dict[str, object]
) -> None:
    User.objects.update(**change)
    assert browser.get(PAGE, secure=True).status_code == 302


@pytest.mark.parametrize("key", ["", "x", "a" * 5000])
def test_a_cookie_that_is_no_key_opens_nothing(browser: Client, key: str) -> None:
    browser.cookies["sessionid"] = key
    assert browser.get(PAGE, secure=True).status_code == 302
