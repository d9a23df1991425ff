"""A link is opened as it was sent, whatever a chat or a phone left behind it."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.people.cast import Player
from sanling.interfaces.components.stuck import _meant
from tests.domain.matters.helpers import registered

SIGNS = "。，）、；：！？”》】….,);:!'\"> \n\u200b\ufeff"
STUCK = [*SIGNS, *(f"/{sign}" for sign in "。）\u200b"), "，请查收", "/ 请查收", "。/"]
PAGES = [
    "/t/Ab_c-9/receipt/",
    "/accounts/invitation/Ab_c-9/",
    "/desk/matters/ZZ-261128-00001-A/",
    "/track/",
    "/f/Ab_c-/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("stuck", STUCK)
def test_the_link_of_a_matter_opens_with_a_sign_stuck_behind_it(
    cast: dict[str, Player], workflows: None, stuck: str
) -> None:
    token = registered().token
    answer = Client().get(f"/t/{token}{quote(stuck)}", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, f"/t/{token}/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("stuck", STUCK)
def test_every_page_is_meant_by_its_address_with_a_sign_behind_it(page: str, stuck: str) -> None:
    assert _meant(f"{page.rstrip('/')}{stuck}") == page


@pytest.mark.parametrize("page", ["/t/Ab\u200b_c-9/", "/t/Ab_c\u20119/", "/t/Ａb_c-9/"])
def test_marks_and_forms_that_an_editor_put_into_a_link_are_read_past(page: str) -> None:
    assert _meant(page) in {"/t/Ab_c-9/"}


@pytest.mark.parametrize("path", ["/", "/t/abc/", "/t/abc", "/。", "/t/。", "//evil.test/。", "/不存在/", "/q/ZZ-1。",
                                  "/api/v1/matters/ZZ-1。", "/report/places", "/nowhere。"])  # fmt: skip
def test_what_is_whole_or_no_page_is_left_as_it_is(path: str) -> None:
    assert _meant(path) is None


@given(st.text(max_size=12))
def test_whatever_is_stuck_to_it_leads_to_a_page_of_ours_and_only_once(stuck: str) -> None:
    found = _meant(f"/t/abc/{stuck}")
    assert found is None or (found.startswith("/t/abc") and _meant(found) is None)


@pytest.mark.django_db
def test_what_was_asked_for_is_kept_and_a_form_that_is_sent_is_not_led_away() -> None:
    answer = Client().get("/track/。", {"number": "ZZ"})
    assert answer.headers["Location"] == "/track/?number=ZZ"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().post("/track/。").status_code in {404, 405}
