"""Guessing passwords is stopped by account and by address."""

import pytest
from django.core.cache import cache
from django.test import Client

from sanling.foundation.accounts.models import User
from tests.foundation.accounts.test_sign_in import is_in, sign_in, user

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
