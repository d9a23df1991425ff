"""Accounts are made by administrators, hold one phone and one name each, and end without being deleted."""

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.actions.deactivate import deactivate
from sanling.foundation.accounts.actions.reactivate import reactivate
from sanling.foundation.accounts.models import User
from sanling.foundation.accounts.passwords import MixedCharactersValidator
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow

SYSTEM = SystemActor("test")
PASSWORD = "a-long-enough-phrase-of-words"

pytestmark = pytest.mark.django_db


def wang(**changes: str) -> User:
    fields = {"username": "wang.li", "display_name": "王丽", "phone": "138 1234 0013", "password": PASSWORD}
    return create_user(actor=SYSTEM, **{**fields, **changes})


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def test_an_account_is_made_with_its_audit_row_and_an_argon2_password() -> None:
    user = wang(username=" Wang.Li ")
    assert (user.username, user.phone, str(user)) == ("wang.li", "+8613812340013", "王丽")
    assert user.password.startswith("argon2")
    row = AuditRow.objects.get(act="account.create")
    assert (row.actor_key, row.subject) == ("system:test", user.key)


@pytest.mark.parametrize("name", ["孙\U00031350", "买买提·吐尔逊", "张三 李四"])
def test_an_account_keeps_its_holders_name_whole(name: str) -> None:
    assert wang(display_name=f" {name}\u200b ".replace(" 李", "\u3000李")).display_name == name


def test_an_account_without_a_password_or_phone_can_be_made() -> None:
    user = create_user(actor=SYSTEM, username="zhao", display_name="赵强")
    assert not user.has_usable_password()
    assert user.phone is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("username", "13812340014"),
        ("username", "wang li"),
        ("username", "<script>"),
        ("username", "x" * 61),
        ("display_name", " "),
        ("display_name", "\u3164"),
        ("phone", "12345"),
        ("phone", "0371-12345678"),
        ("phone", "+1 415 555 0100"),
        ("password", "short"),
        ("password", "1234567890123"),
        ("password", "wang.li"),
        ("language", "fr"),
    ],
)
def test_a_wrong_field_is_refused_by_name_and_makes_nothing(field: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        wang(**{field: value})
    assert list(caught.value.message_dict) == [field]
    assert not User.objects.exists()
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize("name", ["孙\U00031350", "\U0002ebf0.li", "王丽"])
def test_a_username_is_of_the_signs_of_any_name(name: str) -> None:
    assert wang(username=name).username == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "WANG.LI"),
        ("username", "ｗａｎｇ．ｌｉ"),
        ("username", "\u200bwang.li\ufeff"),
        ("phone", "+86 138-1234-0013"),
        ("phone", "手机：\u202d１３８—１２３４—００１３"),
    ],
)
def test_a_taken_username_or_phone_is_refused_however_it_is_written(field: str, value: str) -> None:
    wang()
    with pytest.raises(ValidationError) as caught:
        wang(**{"username": "other", "phone": "13900000000", field: value})
    assert list(caught.value.message_dict) == [field]


@pytest.mark.parametrize("changes", [{"username": "Upper"}, {"phone": "13812340013"}])
def test_the_database_itself_refuses_other_spellings(changes: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(**{"username": "plain", "display_name": "名", **changes})


def test_an_ended_account_is_out_at_once_and_its_sessions_never_come_back() -> None:
    user = wang()
    client = signed_in(user)
    assert is_in(client)
    deactivate(actor=SYSTEM, user_id=user.pk, reason="left")
    assert not is_in(client)
    assert client.get(reverse("account_change_password")).status_code == 302
    reactivate(actor=SYSTEM, user_id=user.pk, reason="back")
    assert not is_in(client)
    user.refresh_from_db()
    assert is_in(signed_in(user))
    acts = AuditRow.objects.filter(subject=user.key).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["account.create", "account.deactivate", "account.reactivate"]


def test_ending_an_account_twice_changes_and_records_nothing_more() -> None:
    user = wang()
    for _time in range(2):
        deactivate(actor=SYSTEM, user_id=user.pk, reason="left")
    assert AuditRow.objects.filter(act="account.deactivate").count() == 1


def test_a_new_password_ends_all_sessions() -> None:
    user = wang()
    client = signed_in(user)
    user.set_password("another-long-phrase-of-words")
    user.save()
    assert not is_in(client)


def test_sessions_outlive_a_change_of_the_secret_key(settings: object) -> None:
    client = signed_in(wang())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "n" * 60  # type: ignore[attr-defined]
    assert is_in(client)


@pytest.mark.parametrize(
    ("password", "mixed"), [("onlysmallletters", False), ("Small1letters", True), ("小写abc1", True)]
)
def test_protection_level_three_wants_mixed_characters(password: str, *, mixed: bool) -> None:
    validator = MixedCharactersValidator(kinds=3)
    if mixed:
        validator.validate(password)
    else:
        with pytest.raises(ValidationError, match="3"):
            validator.validate(password)
