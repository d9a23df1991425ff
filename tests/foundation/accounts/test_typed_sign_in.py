"""Names and codes that are typed at sign-in are read on whatever keyboard they were typed."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from tests.foundation.accounts.test_sign_in import PASSWORD, SECRET, SYSTEM, acts, code_now, is_in, sign_in
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)}


@pytest.fixture
def user() -> User:
    return create_user(
        actor=SYSTEM, username="wang.li", display_name="王丽", phone="13812340013", password=PASSWORD
    )


@pytest.mark.parametrize(
    "login",
    [
        *("wang.li", "Wang.Li", "ｗａｎｇ．ｌｉ", "\u202dＷＡＮＧ.li\u202c", " wang.li\u3000"),
        *(
            "13812340013",
            "+86 138 1234 0013",
            "138-1234-0013",
            "１３８—１２３４—００１３",
            "手机：13812340013；",
        ),
    ],
)
def test_a_password_signs_in_by_username_or_phone_however_written(
    client: Client, user: User, login: str
) -> None:
    assert sign_in(client, login).status_code == 302
    assert is_in(client)
    assert acts() == ["account.sign_in"]


def test_a_code_is_read_in_full_width_with_spaces_and_marks(
    client: Client, user: User, gateway: Gateway
) -> None:
    client.post(reverse("account_request_login_code"), {"phone": "１３８　１２３４　００１３"})
    (message,) = gateway.work()
    code = str(message["code"]).translate(FULL_WIDTH)
    client.post(reverse("account_confirm_login_code"), {"code": f"\u200b{code[:3]}\u3000{code[3:]}\n"})
    assert is_in(client)


def test_a_second_factors_code_is_read_in_full_width(client: Client, user: User) -> None:
    TOTP.activate(user, SECRET)
    sign_in(client, "wang.li")
    client.post(reverse("mfa_authenticate"), {"code": code_now().translate(FULL_WIDTH)})
    assert is_in(client)
