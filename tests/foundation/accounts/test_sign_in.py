"""Staff sign in by password, phone code, second factor, passkey or the city's single sign-on; nobody signs up."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth import get_user
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.actions.deactivate import deactivate
from sanling.foundation.accounts.actions.rotate_secrets import rotate_secrets
from sanling.foundation.accounts.adapter import SingleSignOnAdapter
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from tests.messages import Gateway

SYSTEM = SystemActor("test")
PASSWORD = "a-long-enough-phrase-of-words"
SECRET = "JBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> Iterator[None]:
    """Forget the sign-in attempts that other tests made."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    return create_user(
        actor=SYSTEM, username="wang.li", display_name="王丽", phone="13812340013", password=PASSWORD
    )


def is_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def sign_in(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def acts() -> list[str]:
    return list(AuditRow.objects.exclude(act="account.create").order_by("pk").values_list("act", flat=True))


def test_a_wrong_password_is_told_without_saying_whether_the_account_exists(
    client: Client, user: User
) -> None:
    known = sign_in(client, "wang.li", "wrong")
    unknown = sign_in(client, "nobody", "wrong")
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert not is_in(client)
    rows = AuditRow.objects.filter(act="account.sign_in_failed").order_by("pk")
    assert [row.subject for row in rows] == [user.key, "user:unknown"]
    assert "wrong" not in str([row.detail for row in rows])


def test_the_page_is_chinese_first_and_keeps_what_was_typed(client: Client, user: User) -> None:
    page = sign_in(client, '"><script>alert(1)</script>', "wrong").content.decode()
    assert '<html lang="zh-hans">' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_form_has_named_fields_that_password_managers_know(client: Client) -> None:
    fields = client.get(reverse("account_login")).context["form"].fields
    assert {name: field.widget.attrs["autocomplete"] for name, field in fields.items()} == {
        "login": "username",
        "password": "current-password",
    }


def test_an_ended_account_does_not_sign_in_by_any_way(client: Client, user: User, gateway: Gateway) -> None:
    deactivate(actor=SYSTEM, user_id=user.pk, reason="left")
    sign_in(client, "wang.li")
    assert not is_in(client)
    client.post(reverse("account_request_login_code"), {"phone": "13812340013"})
    assert gateway.work() == []
    assert not is_in(client)


def test_signing_out_takes_a_post_and_is_recorded(client: Client, user: User) -> None:
    sign_in(client, "wang.li")
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert acts() == ["account.sign_in", "account.sign_out"]


def test_a_code_sent_to_the_phone_signs_in_and_verifies_the_phone(
    client: Client, user: User, gateway: Gateway
) -> None:
    answer = client.post(reverse("account_request_login_code"), {"phone": "138 1234 0013"})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    (message,) = gateway.work()
    assert (message["phone"], len(message["code"]), message["minutes"]) == ("+8613812340013", 6, 5)
    client.post(reverse("account_confirm_login_code"), {"code": message["code"]})
    assert is_in(client)
    user.refresh_from_db()
    assert user.phone_verified


def test_a_wrong_code_does_not_sign_in_and_three_of_them_end_the_attempt(
    client: Client, user: User, gateway: Gateway
) -> None:
    client.post(reverse("account_request_login_code"), {"phone": "13812340013"})
    (code,) = [message["code"] for message in gateway.work()]
    for _time in range(3):
        client.post(
            reverse("account_confirm_login_code"), {"code": "000000" if code != "000000" else "111111"}
        )
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_in(client)


@pytest.mark.parametrize("phone", ["13812340013", "13900000000"])
def test_without_a_gateway_the_form_says_so_whosever_phone_it_is(
    client: Client, user: User, settings: Any, phone: str
) -> None:
    settings.DEMO, settings.SMS_URL = False, ""
    answer = client.post(reverse("account_request_login_code"), {"phone": phone})
    assert list(answer.context["form"].errors) == ["phone"]
    assert not is_in(client)


def test_an_unknown_phone_looks_the_same_and_gets_no_message(
    client: Client, user: User, gateway: Gateway
) -> None:
    answer = client.post(reverse("account_request_login_code"), {"phone": "13900000000"})
    assert answer.status_code == 302
    assert gateway.work() == []


def test_a_slow_gateway_is_not_waited_for(client: Client, user: User, gateway: Gateway) -> None:
    client.post(reverse("account_request_login_code"), {"phone": "13812340013"})
    assert gateway.got == []


@pytest.mark.parametrize("phone", ["", "12345", "not a phone", "１３８"])
def test_what_is_no_phone_is_told_beside_the_field(client: Client, phone: str) -> None:
    answer = client.post(reverse("account_request_login_code"), {"phone": phone})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["phone"]


def code_now() -> str:
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def test_a_second_factor_is_asked_for_and_its_secret_lies_encrypted(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    assert SECRET not in str(Authenticator.objects.values_list("data", flat=True))
    answer = sign_in(client, "wang.li")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(answer["Location"]).status_code == 200
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def test_a_second_factor_still_works_after_its_secret_is_moved_to_another_key(
    client: Client, user: User
) -> None:
    TOTP.activate(user, SECRET)
    before = Authenticator.objects.get().data["secret"]
    assert rotate_secrets(actor=SYSTEM) == (1, [])
    assert Authenticator.objects.get().data["secret"] != before
    sign_in(client, "wang.li")
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def sign_on(**claims: object) -> SocialLogin:
    account = SocialAccount(provider="city", uid="1", extra_data={"userinfo": claims})
    sign = SocialLogin(account=account, user=User())
    request = RequestFactory().get("/")
    SingleSignOnAdapter().pre_social_login(request, sign)
    return sign


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("preferred_username", {"preferred_username": "WANG.LI"}),
        ("phone_number", {"phone_number": "+8613812340013"}),
    ],
)
def test_single_sign_on_connects_to_the_account_it_names(
    user: User, settings: Any, claim: str, claims: dict[str, str]
) -> None:
    settings.OIDC_CLAIM = claim
    app = {
        "provider_id": "city",
        "name": "City",
        "client_id": "c",
        "settings": {"server_url": "https://sso.invalid"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert sign_on(**claims).user == user
    assert SocialAccount.objects.get().user == user
    assert acts() == ["account.connected"]


@pytest.mark.parametrize("said", [False, "false"])
def test_a_phone_that_the_single_sign_on_says_it_never_checked_opens_nobodys_account(
    user: User, settings: Any, said: object
) -> None:
    settings.OIDC_CLAIM = "phone_number"
    sign_on(phone_number="+8613812340013", phone_number_verified=said)
    assert not SocialAccount.objects.exists()


def test_single_sign_on_of_a_person_unknown_or_ended_here_connects_nobody(user: User) -> None:
    sign_on(preferred_username="nobody")
    sign_on()
    deactivate(actor=SYSTEM, user_id=user.pk, reason="left")
    sign_on(preferred_username="wang.li")
    assert not SocialAccount.objects.exists()


def test_nobody_signs_up_and_no_page_sends_mail() -> None:
    for name in ("account_signup", "account_reset_password", "account_email", "account_change_phone"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


PAGES = [
    "account_login",
    "account_request_login_code",
    "account_inactive",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
    "socialaccount_connections",
]
FRESH = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]


@pytest.mark.parametrize("name", [*PAGES, *FRESH])
def test_every_page_of_sign_in_is_dressed_as_the_product(client: Client, user: User, name: str) -> None:
    if name not in {"account_login", "account_request_login_code", "account_inactive"}:
        sign_in(client, "wang.li")
    if name in FRESH:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if name == "mfa_generate_recovery_codes":
        TOTP.activate(user, SECRET)
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200, answer.headers
    assert 'class="plain-page"' in page
    assert page.count("<h1>") == 1
    assert "<h1></h1>" not in page


def test_a_sensitive_page_wants_the_password_again(client: Client, user: User) -> None:
    sign_in(client, "wang.li")
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_changed_password_is_recorded(client: Client, user: User) -> None:
    sign_in(client, "wang.li")
    new = "another-long-phrase-of-words"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert acts() == ["account.sign_in", "account.password_changed"]
    user.refresh_from_db()
    assert user.check_password(new)
