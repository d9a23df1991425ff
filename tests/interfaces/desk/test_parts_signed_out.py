"""A part of a page that is asked for after the session has ended says so, and leads back to the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import TEST
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SCRIPT = {"Accept": "application/json"}
ANY = "0190f5fe-7c00-7a00-8000-000000000000"
POLLED = ["/desk/inbox/tabs/", "/desk/notices/count/", f"/desk/exports/{ANY}/", f"/desk/batches/{ANY}/"]
PICKED = ["/desk/find/post/?q=x", "/desk/find/division/?q=x", "/desk/find/unit/?q=x", "/desk/find/tag/?q=x"]
PAGE = {"Referer": "http://testserver/desk/matters/?kind=dispute"}
SIGN_IN = "/accounts/login/?next=/desk/matters/%3Fkind%3Ddispute"


@pytest.mark.parametrize(
    ("address", "asked"), [*((url, HTMX) for url in POLLED), *((url, SCRIPT) for url in PICKED)]
)
def test_who_is_signed_out_is_told_so_and_led_back_to_the_page_they_are_on(
    desk: SignIn, address: str, asked: dict[str, str]
) -> None:
    browser = desk("intake_officer")
    browser.logout()
    answer = browser.get(address, headers={**asked, **PAGE})
    assert answer.status_code == 401
    assert answer.json() == {
        "said": "您已退出登录，页面不再更新。请重新登录，登录后回到此页。",
        "go": SIGN_IN,
        "label": "重新登录",
    }
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("asked", [HTMX, SCRIPT])
def test_whose_post_has_ended_is_told_so(
    desk: SignIn, cast: dict[str, Player], asked: dict[str, str]
) -> None:
    browser = desk("intake_officer")
    assert browser.get("/desk/").status_code == 200
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        answer = browser.get("/desk/inbox/tabs/", headers={**asked, **PAGE})
    assert answer.status_code == 401
    assert "岗位" in answer.json()["said"]
    assert answer.json()["go"].startswith("/desk/posts/?next=%2Fdesk%2Fmatters%2F")


@pytest.mark.parametrize("asked", [HTMX, SCRIPT])
def test_whose_account_needs_something_first_is_led_there(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    browser = desk("intake_officer")
    monkeypatch.setattr("sanling.interfaces.desk.account_first.is_outdated", lambda user: True)
    answer = browser.get("/desk/find/post/?q=x", headers=asked)
    assert (answer.status_code, answer.json()["go"]) == (401, "/accounts/password/change/")


def test_a_part_never_leads_to_a_page_of_others() -> None:
    answer = Client().get("/desk/inbox/tabs/", headers={**HTMX, "Referer": "https://elsewhere.test/desk/"})
    assert answer.json()["go"] == "/accounts/login/?next=/desk/"


def test_the_page_itself_is_still_led_to_sign_in_at_once() -> None:
    answer = Client().get("/desk/matters/?kind=dispute")
    assert answer.headers["Location"] == SIGN_IN


@pytest.mark.parametrize("length", [3000, 30_000])
def test_who_is_signed_out_at_an_endless_address_signs_in_and_comes_back_to_its_page(
    settings: Any, length: int
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    answer = Client().get(f"/desk/matters/?words={'x' * length}")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/desk/matters/")
