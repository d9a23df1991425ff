"""Where passwords must be changed now and then, an old one comes before everything else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")
PASSWORD = "a-long-enough-phrase-of-words"


@pytest.fixture(autouse=True)
def ninety_days(settings: Any) -> None:
    settings.PASSWORD_DAYS, settings.SECURE_SSL_REDIRECT = 90, False


@pytest.fixture
def user() -> User:
    return create_user(actor=SYSTEM, username="wang.li", display_name="王丽", password=PASSWORD)


def test_an_old_password_must_be_changed_before_anything_else_opens(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get(reverse("desk:posts")).status_code == 200
    change, new = reverse("account_change_password"), "another-long-phrase-of-words"
    with clock.turned(shift=timedelta(days=91)):
        client.force_login(user)
        assert client.get(reverse("desk:posts"))["Location"] == change
        assert client.get(change).context["account_due"] == "account_change_password"
        same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
        assert "password1" in client.post(change, same).context["form"].errors
        client.post(change, {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert client.get(reverse("desk:posts")).status_code == 200


def test_without_a_password_none_is_too_old(client: Client) -> None:
    client.force_login(create_user(actor=SYSTEM, username="li.si", display_name="李四"))
    with clock.turned(shift=timedelta(days=91)):
        client.force_login(User.objects.get(username="li.si"))
        assert client.get(reverse("desk:posts")).status_code == 200
