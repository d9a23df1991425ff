"""A new account's holder comes in by the invitation, once, and by nothing that was printed or sent before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sanling.foundation.accounts.actions.create_users import NewAccount, create_users
from sanling.foundation.accounts.actions.deactivate import deactivate
from sanling.foundation.accounts.invitations import give_links, on_paper, open_invitations
from sanling.foundation.accounts.models import Invitation, User
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"
MOBILE = "+8613812340013"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(settings: Settings) -> Iterator[None]:
    settings.DEMO = False
    cache.clear()
    yield
    cache.clear()


def invited(phone: str | None = None) -> User:
    new = NewAccount(username="wang", display_name="王丽", phone=phone)
    (user,) = create_users(actor=TEST, new=[new], invited=True)
    return user


def link(*, good_for: timedelta = timedelta(days=1)) -> str:
    with transaction.atomic():
        (made,) = give_links(actor=TEST, invitations=open_invitations(), good_for=good_for)
    return made.url.partition("//")[2].partition("/")[2].join(("/", ""))


def choose(client: Client, path: str, password: str = PASSWORD) -> int:
    return client.post(path, {"password1": password, "password2": password}).status_code


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_with_a_slip_one_chooses_a_password_and_is_in_and_it_opens_no_second_time(client: Client) -> None:
    user, path = invited(), link()
    page = client.get(path)
    assert page.status_code == 200
    assert "王丽" in page.content.decode()
    assert choose(client, path, "short") == 422
    assert not signed_in(client)
    assert choose(client, path) == 302
    assert signed_in(client)
    other = Client()
    assert (other.get(path).status_code, choose(other, path, PASSWORD + "x")) == (404, 404)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert "account.accept_invitation" in AuditRow.objects.values_list("act", flat=True)


def test_with_a_phone_one_comes_in_by_a_code_sent_to_it(client: Client, gateway: Gateway) -> None:
    user = invited(MOBILE)
    path = link()
    assert MOBILE not in client.get(path).content.decode()
    assert client.post(path)["Location"] == reverse("account_confirm_login_code")
    (message,) = gateway.work()
    assert message["phone"] == MOBILE
    client.post(reverse("account_confirm_login_code"), {"code": message["code"]})
    assert signed_in(client)
    user.refresh_from_db()
    assert user.phone_verified


def test_whoever_is_signed_in_at_the_machine_is_told_and_makes_way_for_the_invited(
    client: Client, gateway: Gateway
) -> None:
    (other,) = create_users(
        actor=TEST, new=[NewAccount(username="li", display_name="李同事", phone=None)], invited=False
    )
    client.force_login(other)
    user, path = invited(MOBILE), link()
    assert "李同事" in client.get(path).content.decode()
    asked = client.post(path, follow=True)
    assert asked.request["PATH_INFO"] == reverse("account_confirm_login_code")
    (message,) = gateway.work()
    client.post(reverse("account_confirm_login_code"), {"code": message["code"]})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_whoever_holds_the_link_is_shown_no_whole_number(client: Client, gateway: Gateway) -> None:
    invited(MOBILE)
    page = client.post(link(), follow=True).content.decode()
    assert MOBILE[3:] not in page
    assert "您的手机" in page


def test_who_found_the_link_but_not_the_phone_is_not_in(client: Client, gateway: Gateway) -> None:
    invited(MOBILE)
    path = link()
    client.post(path, {"password1": PASSWORD, "password2": PASSWORD})
    assert not signed_in(client)
    assert not User.objects.get().has_usable_password()


def test_a_link_opens_nothing_after_another_was_made_nor_when_it_is_old(client: Client) -> None:
    invited()
    first, second = link(), link()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert client.get(link(good_for=timedelta(0))).status_code == 404


def test_of_an_ended_account_and_of_one_that_came_in_otherwise_no_link_opens(client: Client) -> None:
    user = invited()
    path = link()
    deactivate(actor=TEST, user_id=user.pk, reason="left")
    assert client.get(path).status_code == 404
    User.objects.update(is_active=True, last_login=user.created_at)
    assert (client.get(path).status_code, choose(client, path)) == (404, 404)
    assert not open_invitations().exists()


@pytest.mark.parametrize("token", ["x", "0" * 4000, "王", "%00"])
def test_what_is_no_link_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/accounts/invitation/{token}/").status_code == 404


def test_on_paper_go_those_whom_no_message_reaches(settings: Settings) -> None:
    invited(MOBILE)
    settings.SMS_URL = ""
    assert Invitation.objects.filter(on_paper()).count() == 1
    settings.SMS_URL = "http://gateway.test/"
    assert Invitation.objects.filter(on_paper()).count() == 0
