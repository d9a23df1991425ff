"""Words that are sent when they can't be taken any more stay on the screen, to be copied."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import SIBLING_VILLAGE, TEST, City
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, photo, url

pytestmark = pytest.mark.django_db
RECORD = "双方同意：楼道三天内清空。\n<b>王</b>"
SHOWN = "双方同意：楼道三天内清空。\n&lt;b&gt;王&lt;/b&gt;"


def token_in(page: str) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
    assert found
    return found[1]


def test_who_was_signed_out_while_writing_reads_it_again_and_comes_back_to_the_page(desk: SignIn) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    browser.logout()
    sent = form(matter, "note", note=RECORD)
    answer = browser.post(url(matter), sent, headers={"Referer": f"http://testserver{url(matter)}?act=note"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert SHOWN in page
    assert f"/accounts/login/?next={url(matter)}%3Fact%3Dnote" in page
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("word", ["好", "1203", "thanks", "a", "ok"])
def test_a_short_word_is_shown_again(desk: SignIn, word: str) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    browser.logout()
    answer = browser.post(url(matter), form(matter, "note", note=word))
    assert (answer.status_code, f">{word}</" in answer.content.decode()) == (403, True)


def test_what_was_chosen_is_not_shown_as_if_it_had_been_written(desk: SignIn) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    browser.logout()
    sent = form(matter, "refuse", cause="elsewhere", note="1203", reason="fire")
    page = browser.post(url(matter), sent).content.decode()
    assert ">1203</" in page
    assert "elsewhere" not in page


@pytest.mark.parametrize("referrer", ["", "https://elsewhere.test/desk/", "http://testserver:1/x", "//x"])
def test_a_form_without_words_leads_to_sign_in_at_once_and_on_to_our_own_pages_alone(
    desk: SignIn, referrer: str
) -> None:
    matter = registered().matter
    answer = Client().post(url(matter), form(matter, "accept"), headers={"Referer": referrer})
    assert answer.headers["Location"] == "/accounts/login/?next=/desk/"


def test_whose_post_ended_while_they_wrote_reads_it_again(desk: SignIn, cast: dict[str, Player]) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    assert browser.get(url(matter)).status_code == 200
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        answer = browser.post(url(matter), form(matter, "note", note=RECORD))
    assert (answer.status_code, SHOWN in answer.content.decode()) == (403, True)


def test_whose_account_needs_something_first_reads_it_again(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    monkeypatch.setattr("sanling.interfaces.desk.account_first.is_outdated", lambda user: True)
    page = browser.post(url(matter), form(matter, "note", note=RECORD)).content.decode()
    assert SHOWN in page
    assert 'href="/accounts/password/change/"' in page


def test_what_was_written_of_a_matter_that_is_out_of_sight_meanwhile_is_shown_again(desk: SignIn) -> None:
    matter = registered(division=SIBLING_VILLAGE).matter
    answer = desk("sibling_township_intake").post(url(matter), form(matter, "note", note=RECORD))
    assert (answer.status_code, SHOWN in answer.content.decode()) == (404, True)


def test_a_form_that_was_opened_as_another_post_is_not_taken_as_this_ones(
    cast: dict[str, Player], workflows: None
) -> None:
    player, matter = cast["two_posts"], registered(division=SIBLING_VILLAGE).matter
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(player.user)
    first, second = player.posts

    def work_as(post: int) -> None:
        token = token_in(browser.get("/desk/posts/").content.decode())
        answer = browser.post("/desk/posts/", {"post": post, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302

    work_as(first.pk)
    token = token_in(browser.get(f"{url(matter)}?act=note").content.decode())
    new_matter = token_in(browser.get("/desk/new/").content.decode())
    work_as(second.pk)
    answer = browser.post(url(matter), form(matter, "note", note=RECORD) | {"csrfmiddlewaretoken": token})
    assert (answer.status_code, SHOWN in answer.content.decode()) == (403, True)
    sent = {"text": RECORD, "csrfmiddlewaretoken": new_matter}
    assert browser.post("/desk/new/", sent).status_code == 403
    assert not Entry.objects.filter(code="note").exists()
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("origin", ["https://elsewhere.test", "null", "http://testserver:81"])
def test_words_of_another_sites_page_are_never_shown_under_our_name(desk: SignIn, origin: str) -> None:
    for address in ("/desk/new/", "/no/such/page/", "/mine/ZZ-261128-00001-A/do/add/"):
        answer = Client().post(address, {"text": RECORD}, headers={"Origin": origin})
        assert "双方同意" not in answer.content.decode(), address
        assert SHOWN in Client().post(address, {"text": RECORD}).content.decode(), address


def test_nothing_that_is_typed_to_sign_in_is_shown() -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/accounts/login/", "/accounts/nowhere/"):
        answer = strict.post(address, {"login": "wang.li", "password": "a long phrase of words"})
        assert answer.status_code in (403, 404)
        assert "phrase" not in answer.content.decode()


@pytest.mark.parametrize("body", ["no multipart", "--x\r\nContent-Disposition: form-data"])
def test_a_body_that_can_not_be_read_breaks_no_page(body: str) -> None:
    for address in ("/no/such/page/", "/mine/x/do/add/"):
        answer = Client().generic("POST", address, body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code in (400, 403, 404), address


@pytest.mark.parametrize("header", ["Referer", "Origin"])
def test_an_address_that_is_none_in_a_header_breaks_no_page(desk: SignIn, header: str) -> None:
    matter = registered().matter
    for address in (url(matter), "/no/such/page/", "/mine/ZZ-261128-00001-A/do/add/"):
        sent = form(matter, "note", note=RECORD)
        answer = Client().post(address, sent, headers={header: "http://[testserver/"})
        assert answer.status_code in (302, 403, 404), address
        assert (SHOWN in answer.content.decode()) == (header == "Referer"), address


def test_files_alone_that_can_not_be_taken_any_more_are_told_to_be_chosen_again(desk: SignIn) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    browser.logout()
    again = "附件需要重新选择"
    answer = browser.post(url(matter), {**form(matter, "accept"), "_files": photo()})
    assert (answer.status_code, again in answer.content.decode()) == (403, True)
    answer = browser.post("/no/such/page/", {"_files": photo()})
    assert (answer.status_code, again in answer.content.decode()) == (404, True)
    assert again not in browser.post("/no/such/page/", {"note": RECORD}).content.decode()


def test_what_was_written_for_an_act_that_is_none_any_more_is_shown_again(desk: SignIn) -> None:
    """As after open matters were moved to another version of their workflow."""
    matter = registered().matter
    sent = {**form(matter, "note", note=RECORD), "_act": "noted", "_files": photo()}
    answer = desk("intake_officer").post(url(matter), sent)
    assert (answer.status_code, SHOWN in answer.content.decode()) == (403, True)
    assert "附件需要重新选择" in answer.content.decode()


def test_whose_session_ended_meanwhile_is_led_back_to_the_desk(city: City) -> None:
    answer = Client(enforce_csrf_checks=True).post("/desk/new/", {"text": RECORD})
    assert (answer.status_code, 'href="/desk/"' in answer.content.decode()) == (403, True)
