"""Whatever a page of one's account says in Chinese, it says none of it in English."""

import re
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import (
    get_default_password_validators,
    password_validators_help_texts,
)
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.accounts.passwords import MixedCharactersValidator
from sanling.foundation.audit.actor import SystemActor
from tests.foundation.accounts.test_invited import invited, link
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-phrase-of-words"
SECRET = "JBSWY3DPEHPK3PXP"
# Two words of Latin letters in a row, of which one is no name.
ENGLISH = re.compile(r"\b[A-Za-z]{2,}'?[a-z]* [a-z]{2,}\b|\b[a-z]{3,} [A-Za-z]{2,}\b")


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def english(answer: Any) -> list[str]:
    """Return what of a page reads as English."""
    if "html" not in answer.headers.get("Content-Type", ""):
        return []
    page = re.sub(r"(?s)<(script|style|svg).*?</\1>|<!--.*?-->", "", answer.content.decode())
    named = re.findall(r'(?:placeholder|title|aria-label|alt|data-[a-z-]+)="([^"]*)"', page)
    shown = [*re.findall(r">([^<>]+)<", page), *named]
    return [text.strip() for text in map(unescape, shown) if ENGLISH.search(text) and "{" not in text]


def addresses() -> list[str]:
    """Return the addresses of all pages of an account that need nothing to be named."""
    (accounts,) = (found for found in get_resolver().url_patterns if str(found.pattern) == "accounts/")
    return sorted(f"/accounts/{path}" for path in _below(accounts) if "<" not in path)


def _below(found: URLPattern | URLResolver) -> list[str]:
    if isinstance(found, URLPattern):
        return [str(found.pattern)]
    return [
        f"{inner.pattern if isinstance(inner, URLResolver) else ''}{path}"
        for inner in found.url_patterns
        for path in _below(inner)
    ]


@pytest.fixture
def user(gateway: Gateway) -> User:
    return create_user(
        actor=SystemActor("test"),
        username="wang.li",
        display_name="王丽",
        phone="13812340013",
        password=PASSWORD,
    )


@pytest.fixture
def inside(user: User) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": "wang.li", "password": PASSWORD})
    return browser


WRONG = [{}, {"login": "x", "password": "y"}, {"phone": "1"}, {"phone": "13812340013"}, {"code": "1"},
         {"password": "x"}, {"oldpassword": "x", "password1": "1234", "password2": "12345"},
         {"oldpassword": PASSWORD, "password1": "1", "password2": "1"},
         {"password1": "wang.li", "password2": "wang.li"}, {"name": "", "credential": "x"}]  # fmt: skip


def test_no_page_of_who_is_outside_says_anything_in_english(user: User) -> None:
    browser = Client()
    for address in addresses():
        assert english(browser.get(address, follow=True)) == [], address
        for sent in WRONG:
            assert english(browser.post(address, sent, follow=True)) == [], (address, sent)


def test_no_page_of_who_is_inside_says_anything_in_english(user: User) -> None:
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "", "used_mask": 0})
    for address in addresses():
        browser = Client()
        browser.post(reverse("account_login"), {"login": "wang.li", "password": PASSWORD})
        assert english(browser.get(address, follow=True)) == [], address
        for sent in WRONG:
            cache.clear()
            assert english(browser.post(address, sent, follow=True)) == [], (address, sent)


@pytest.mark.parametrize("chosen", ["1", "12345678", "wang.li", "王丽", "password", "a", "x" * 200])
def test_an_invitation_says_in_chinese_what_is_wrong_with_a_password(client: Client, chosen: str) -> None:
    invited()
    path = link()
    for sent in ({"password1": chosen, "password2": chosen}, {"password1": chosen, "password2": "other"}, {}):
        assert english(client.post(path, sent)) == []


def test_every_rule_of_passwords_is_said_in_chinese() -> None:
    rules = [*get_default_password_validators(), MixedCharactersValidator()]
    with override("zh-hans"):
        said = list(password_validators_help_texts(rules))
        for rule in rules:
            for chosen in ("1", "password", "wang.li"):
                try:
                    rule.validate(chosen, User(username="wang.li", display_name="王丽"))
                except ValidationError as error:
                    said += error.messages
    assert [text for text in said if ENGLISH.search(text)] == []
