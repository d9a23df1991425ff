"""Who has neither password nor second factor proves who they are before an account is given either."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.internal.flows.connect import do_connect
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"
SECRET = "JBSWY3DPEHPK3PXP"
CODE, SET = "/accounts/reauthenticate/code/", "/accounts/password/set/"
# Whatever would let whoever has a stolen session come back without it.
LASTING = [SET, "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"]


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def user(gateway: Gateway) -> User:
    """Return an account that signs in by phone code alone."""
    return create_user(
        actor=SystemActor("test"), username="wang.li", display_name="王丽", phone="13812340013"
    )


@pytest.fixture
def session(user: User, gateway: Gateway) -> Client:
    """Return a browser in which the account's holder signed in by a code some time ago."""
    browser = Client()
    browser.post(reverse("account_request_login_code"), {"phone": "13812340013"})
    browser.post(reverse("account_confirm_login_code"), {"code": gateway.work()[0]["code"]})
    assert browser.get("/accounts/sessions/").status_code == 200
    return browser


def chosen() -> dict[str, str]:
    return {"password1": PASSWORD, "password2": PASSWORD}


@pytest.mark.parametrize("address", LASTING)
def test_a_session_alone_gives_an_account_nothing_that_lasts(session: Client, address: str) -> None:
    for answer in (session.get(address), session.post(address, chosen())):
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{CODE}?next={address.replace('/', '%2F')}"
    user = User.objects.get(username="wang.li")
    assert not user.has_usable_password()
    assert not Authenticator.objects.exists()
    assert PASSWORD not in str(dict(session.session)) or address != SET


def test_a_code_to_the_own_phone_lets_the_holder_choose_a_password(session: Client, gateway: Gateway) -> None:
    asked = session.get(SET, follow=True)
    assert "138****0013" in asked.content.decode()
    assert gateway.work() == []
    session.post(f"{CODE}?next={SET}", {"action": "send"})
    (message,) = gateway.work()
    assert message["phone"] == "+8613812340013"
    answer = session.post(CODE, {"code": message["code"], "next": SET})
    assert answer.headers["Location"] == SET
    assert session.post(SET, chosen()).status_code == 302
    user = User.objects.get(username="wang.li")
    assert user.check_password(PASSWORD)
    assert AuditRow.objects.filter(act="account.password_set", subject=user.key).exists()


def test_a_code_serves_once_and_three_wrong_ones_end_it(session: Client, gateway: Gateway) -> None:
    session.post(CODE, {"action": "send"})
    (message,) = gateway.work()
    wrong = "000000" if message["code"] != "000000" else "111111"
    for _time in range(3):
        session.post(CODE, {"code": wrong})
    session.post(CODE, {"code": message["code"]})
    assert session.get(SET).status_code == 302


def test_a_code_is_sent_once_a_minute(session: Client, gateway: Gateway) -> None:
    for _time in range(3):
        session.post(CODE, {"action": "send"})
    assert len(gateway.work()) == 1


def test_a_proof_is_over_after_five_minutes(session: Client, gateway: Gateway) -> None:
    session.post(CODE, {"action": "send"})
    session.post(CODE, {"code": gateway.work()[0]["code"]})
    assert session.get(SET).status_code == 200
    kept = session.session
    for proof in kept["account_authentication_methods"]:
        proof["at"] -= 301
    kept.save()
    assert session.get(SET).status_code == 302


def test_who_has_a_second_factor_is_asked_for_that(session: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    answer = session.get(SET)
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("seconds_ago", [10, 301])
def test_whom_only_single_sign_on_knows_signs_in_anew(seconds_ago: int, user: User) -> None:
    User.objects.filter(pk=user.pk).update(phone=None)
    browser = Client()
    browser.force_login(User.objects.get(pk=user.pk))
    request = HttpRequest()
    request.session = browser.session
    record_authentication(request, user, method="socialaccount")
    request.session["account_authentication_methods"][0]["at"] -= seconds_ago
    request.session.save()
    answer = browser.get(SET)
    if seconds_ago < 300:
        assert answer.status_code == 200
    else:
        assert answer.headers["Location"].startswith(reverse("account_logout"))


def test_who_has_a_password_is_led_to_changing_it(session: Client, user: User) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    browser = Client()
    browser.force_login(user)
    assert browser.get(SET).headers["Location"] == reverse("account_change_password")


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_no_sign_on_of_the_citys_is_joined_to_an_account_by_a_session_alone(
    session: Client, user: User, password: str | None
) -> None:
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    request = HttpRequest()
    request.user, request.session = user, session.session
    foreign = SocialAccount(provider="city", uid="somebody-else", extra_data={})
    with context.request_context(request), pytest.raises(ReauthenticationRequired):
        do_connect(request, SocialLogin(account=foreign, user=User()))
    assert not SocialAccount.objects.exists()
