"""Guessing passwords is stopped by account and by address."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sanling.foundation.accounts.models import User
from sanling.foundation.delivery.limits import purge_cache
from tests.foundation.accounts.test_sign_in import is_in, sign_in, user
from tests.messages import Gateway

__all__ = ["user"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


def test_too_many_wrong_passwords_stop_even_the_right_one(client: Client, user: User) -> None:
    for _time in range(5):
        sign_in(client, "wang.li", "wrong")
    answer = sign_in(client, "wang.li")
    assert answer.status_code in {200, 429}
    assert not is_in(client)


def test_an_address_that_guesses_at_many_accounts_is_stopped_and_others_are_not(user: User) -> None:
    guesser, elsewhere = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    for number in range(10):
        sign_in(guesser, f"somebody{number}", "wrong")
    sign_in(guesser, "wang.li")
    assert not is_in(guesser)
    sign_in(elsewhere, "wang.li")
    assert is_in(elsewhere)


def test_a_stopped_account_stays_stopped_however_many_others_are_tried(client: Client, user: User) -> None:
    for _time in range(5):
        sign_in(client, "wang.li", "wrong")
    for number in range(500):
        cache.set(f"allauth:rl:allauth.account:request_login_code:5/3600/key:{number}", [0.0], 3600)
    sign_in(client, "wang.li")
    assert not is_in(client)


def test_what_is_over_is_swept_out_of_the_cache() -> None:
    cache.set("over", 1, -1)
    cache.set("kept", 1, 600)
    assert purge_cache() == 1
    assert cache.get("kept") == 1


def asked(client: Client, gateway: Gateway) -> tuple[str, str]:
    """Ask for a code; return it and a wrong one."""
    client.post(reverse("account_request_login_code"), {"phone": "13812340013"})
    (code,) = [message["code"] for message in gateway.work()]
    return code, "000000" if code != "000000" else "111111"


def test_codes_tried_at_one_moment_count_as_many_as_those_tried_one_after_another(
    client: Client, user: User, gateway: Gateway
) -> None:
    code, wrong = asked(client, gateway)
    before = dict(client.session.items())
    for _time in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": wrong})
        # What a request that began at the same moment writes over it.
        session = client.session
        session.update(before)
        session.save()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_in(client)


def test_an_address_that_guesses_codes_is_stopped_and_others_are_not(
    user: User, gateway: Gateway, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_code_wrong": "2/h/ip"}
    settings.ACCOUNT_RATE_LIMITS |= {"request_login_code": "10/m/ip"}
    guesser, elsewhere = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    code, wrong = asked(guesser, gateway)
    for _time in range(2):
        guesser.post(reverse("account_confirm_login_code"), {"code": wrong})
    guesser.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_in(guesser)
    code, _wrong = asked(elsewhere, gateway)
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(elsewhere)


@pytest.mark.parametrize("phone", ["13812340013", "13812340099"])
def test_who_asks_for_a_code_twice_is_told_so_and_not_that_they_failed_to_sign_in(
    gateway: Gateway, user: User, phone: str
) -> None:
    pages = [Client().post(reverse("account_request_login_code"), {"phone": phone}) for _time in range(2)]
    said = pages[1].content.decode()
    assert "获取验证码过于频繁" in said
    assert "失败" not in said
