"""Drafts in the browser are sealed by what only pages of their own post carry."""

import re

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
SEAL = re.compile(r'data-draft-owner="([0-9a-f]{16})" data-draft-key="([0-9a-f]{64})"')


def seal(browser: Client, address: str = "/desk/new/") -> tuple[str, str] | None:
    found = SEAL.search(browser.get(address).content.decode())
    return (found[1], found[2]) if found else None


def test_a_post_finds_the_same_seal_at_each_signing_in(desk: SignIn) -> None:
    first = seal(desk("intake_officer"))
    assert first is not None
    assert seal(desk("intake_officer")) == first


def test_each_post_has_a_name_and_a_key_of_its_own(desk: SignIn) -> None:
    of_officer, of_director = seal(desk("intake_officer")), seal(desk("centre_director"))
    assert of_officer is not None
    assert of_director is not None
    assert set(of_officer).isdisjoint(of_director)


def test_pages_of_the_account_keep_nothing(desk: SignIn) -> None:
    assert seal(desk("intake_officer"), "/accounts/password/change/") is None


def test_nobody_who_is_signed_out_is_told_a_seal(client: Client) -> None:
    assert seal(client, "/accounts/login/") is None


@pytest.mark.parametrize("address", ["/desk/", "/desk/matters/", "/desk/new/", "/desk/units/"])
def test_no_page_with_the_key_of_drafts_lies_on_the_browsers_disk(
    desk: SignIn, workflows: None, address: str
) -> None:
    answer = desk("intake_officer").get(address)
    assert "data-draft-key" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
