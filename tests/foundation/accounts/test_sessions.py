"""An account's sessions are listed for its holder, who ends each of them at once."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.devices import device_name
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def user() -> User:
    return create_user(actor=SystemActor("test"), username="wang.li", display_name="王丽", password=PASSWORD)


def signed_in(agent: str, address: str, name: str = "wang.li") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account_sessions")).status_code == 200


def test_each_session_is_listed_with_device_address_and_times(user: User) -> None:
    here, _there = signed_in(DESK, "10.0.0.1"), signed_in(PHONE, "10.0.0.2")
    rows = here.get(reverse("account_sessions")).context["rows"]
    assert {(device, session.ip, this) for session, device, this in rows} == {
        ("Edge · Windows", "10.0.0.1", True),
        ("Chrome · Android", "10.0.0.2", False),
    }


def test_one_of_the_others_is_ended_at_once(user: User) -> None:
    here, there, third = (signed_in(DESK, f"10.0.0.{n}") for n in (1, 2, 3))
    session = UserSession.objects.get(ip="10.0.0.2")
    page = here.post(reverse("account_sessions"), {"end": session.pk}, follow=True)
    assert len(page.context["rows"]) == 2
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, True)
    row = AuditRow.objects.get(act="account.end_sessions")
    assert (row.subject, row.actor_key, row.detail) == (user.key, user.key, {"sessions": 1})


def test_all_others_are_ended_and_this_one_stays(user: User) -> None:
    here, there, third = (signed_in(DESK, f"10.0.0.{n}") for n in (1, 2, 3))
    here.post(reverse("account_sessions"), {"end": "others"})
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, False)
    assert AuditRow.objects.get(act="account.end_sessions").detail == {"sessions": 2}


@pytest.mark.parametrize("wanted", ["", "0", "x", "999999999999999999999"])
def test_what_is_no_session_of_mine_ends_nothing(user: User, wanted: str) -> None:
    here = signed_in(DESK, "10.0.0.1")
    assert here.post(reverse("account_sessions"), {"end": wanted}).status_code == 302
    assert is_in(here)
    assert not AuditRow.objects.filter(act="account.end_sessions").exists()


def test_somebody_elses_session_is_neither_listed_nor_ended(user: User) -> None:
    create_user(actor=SystemActor("test"), username="li.si", display_name="李四", password=PASSWORD)
    mine, other = signed_in(DESK, "10.0.0.1"), signed_in(PHONE, "10.0.0.2", "li.si")
    assert len(mine.get(reverse("account_sessions")).context["rows"]) == 1
    mine.post(reverse("account_sessions"), {"end": UserSession.objects.get(ip="10.0.0.2").pk})
    assert is_in(other)


def test_a_session_is_given_a_new_key_at_sign_in(user: User) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "before"
    session.save()
    before = str(session.session_key)
    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": "wang.li", "password": PASSWORD})
    assert client.session.session_key != before
    assert is_in(client)
    client.cookies["sessionid"] = before
    assert not is_in(client)


def test_when_it_was_last_seen_is_noted_every_few_minutes(user: User) -> None:
    here = signed_in(DESK, "10.0.0.1")
    assert is_in(here)
    first = UserSession.objects.get().last_seen_at
    assert is_in(here)
    assert UserSession.objects.get().last_seen_at == first
    with clock.turned(shift=timedelta(minutes=6)):
        assert is_in(here)
    assert UserSession.objects.get().last_seen_at > first


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (DESK, "Edge · Windows"),
        ("Mozilla/5.0 (iPhone) MicroMessenger/8.0 Safari/604.1", "WeChat · iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_device_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert device_name(agent) == name
