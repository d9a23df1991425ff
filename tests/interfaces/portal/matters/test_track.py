"""Number and phone, then a code: the way back to one's own matters, and to nobody else's."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.delivery.models import PhoneCode
from tests.interfaces.portal.conftest import Resident, report
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


@pytest.fixture
def matter(poster: CodePoint, resident: Resident) -> Matter:
    """A matter reported under PHONE."""
    return report(resident)


@pytest.fixture
def visitor() -> Resident:
    """The same resident another day, in a browser that knows nothing."""
    return Resident(Client())


def _ask(visitor: Resident, number: str, phone: str = PHONE) -> None:
    visitor.open("/track/")
    visitor.send({"number": number, "phone": phone})


def _prove(visitor: Resident, number: str) -> None:
    _ask(visitor, number)
    code = re.findall(r"\b\d{6}\b", visitor.html.split('class="note"')[1])[0]
    visitor.send({"code": code}, to="/track/code/")


def test_the_code_opens_the_matter(matter: Matter, visitor: Resident) -> None:
    _prove(visitor, matter.number.lower().replace("-", ""))
    assert visitor.url == f"/mine/{matter.number}/"
    assert matter.text in visitor.html


def test_a_proved_phone_sees_all_its_matters_and_no_others(
    matter: Matter, resident: Resident, visitor: Resident
) -> None:
    second = report(resident, name="王秀兰的丈夫")
    others = report(resident, phone="13900000009")
    _prove(visitor, matter.number)
    html = visitor.open("/mine/")
    assert matter.number in html
    assert second.number in html
    assert others.number not in html
    assert visitor.client.get(f"/mine/{others.number}/").status_code == 404


def test_a_wrong_pair_gets_the_same_answer_and_no_code(matter: Matter, visitor: Resident) -> None:
    _ask(visitor, matter.number, "13900000009")
    wrong = visitor.html.replace(matter.number, "")
    assert visitor.page.status_code == 200
    assert not PhoneCode.objects.exists()
    assert "139****0009" in wrong or "0009" in wrong
    assert PHONE not in wrong
    visitor.send({"code": "000000"}, to="/track/code/")
    assert visitor.page.status_code == 422
    assert "portal_phone" not in visitor.client.session


def test_a_mistyped_number_or_phone_is_pointed_out(matter: Matter, visitor: Resident) -> None:
    _ask(visitor, matter.number[:-1] + ("A" if matter.number[-1] != "A" else "B"))
    assert "id_number_error" in visitor.html
    _ask(visitor, matter.number, "110")
    assert "id_phone_error" in visitor.html


def test_guessing_is_throttled_by_address(matter: Matter, visitor: Resident) -> None:
    for _nth in range(20):
        _ask(visitor, matter.number, f"1390000{_nth:04d}")
    _ask(visitor, matter.number, "13900009999")
    assert visitor.page.status_code == 429
    assert int(visitor.page.headers["Retry-After"]) > 0


def _from(address: str) -> Resident:
    return Resident(Client(REMOTE_ADDR=address))


def test_a_strangers_wrong_codes_use_up_nobody_elses_tries(
    matter: Matter, visitor: Resident, gateway: Gateway
) -> None:
    _ask(visitor, matter.number)
    (message,) = gateway.work()
    for nth, (number, phone) in enumerate([(matter.number, PHONE), (_elsewhere(matter), PHONE)]):
        stranger = _from(f"198.51.100.{nth}")
        _ask(stranger, number, phone)
        for _time in range(6):
            stranger.send({"code": "abcdef"}, to="/track/code/")
            assert stranger.page.status_code == 422
    visitor.send({"code": message["code"]}, to="/track/code/")
    assert visitor.url == f"/mine/{matter.number}/"


def test_the_right_code_opens_nothing_for_a_false_claim_and_stays_good_for_the_true_one(
    matter: Matter, visitor: Resident, gateway: Gateway
) -> None:
    _ask(visitor, matter.number)
    (message,) = gateway.work()
    stranger = _from("198.51.100.1")
    _ask(stranger, _elsewhere(matter))
    stranger.send({"code": message["code"]}, to="/track/code/")
    assert stranger.page.status_code == 422
    visitor.send({"code": message["code"]}, to="/track/code/")
    assert visitor.url == f"/mine/{matter.number}/"


def _elsewhere(matter: Matter) -> str:
    """Return the number of somebody else's matter."""
    return report(_from("198.51.100.9"), phone="13900000009").number


def test_a_stranger_who_asks_as_often_as_he_may_keeps_the_owner_from_nothing(
    matter: Matter, visitor: Resident, gateway: Gateway
) -> None:
    stranger, begin = _from("198.51.100.1"), clock.now()
    for minutes in range(0, 26 * 60, 10):
        with clock.turned(to=begin + timedelta(minutes=minutes)):
            _ask(stranger, matter.number)
            gateway.work()
    with clock.turned(to=begin + timedelta(hours=26)):
        _ask(visitor, matter.number)
        (message,) = gateway.work()
        visitor.send({"code": message["code"]}, to="/track/code/")
    assert visitor.url == f"/mine/{matter.number}/"


def test_who_asks_within_a_minute_of_somebody_else_uses_the_code_that_came(
    matter: Matter, visitor: Resident, gateway: Gateway
) -> None:
    _ask(_from("198.51.100.1"), matter.number)
    _ask(visitor, matter.number)
    (message,) = gateway.work()
    visitor.send({"code": message["code"]}, to="/track/code/")
    assert visitor.url == f"/mine/{matter.number}/"


def test_all_addresses_together_have_few_claims_on_one_matter(matter: Matter, gateway: Gateway) -> None:
    answers = []
    for nth in range(25):
        stranger = _from(f"198.51.100.{nth}")
        _ask(stranger, matter.number)
        answers.append(stranger.page.status_code)
    assert answers == [200] * 20 + [429] * 5


def test_a_code_is_asked_for_by_the_worker_alone(matter: Matter, visitor: Resident, gateway: Gateway) -> None:
    _ask(visitor, matter.number)
    assert not PhoneCode.objects.exists()
    assert [message["phone"] for message in gateway.work()] == [f"+86{PHONE}"]


def test_a_forged_or_old_claim_is_asked_anew(matter: Matter, visitor: Resident) -> None:
    assert visitor.client.post("/track/code/", {"claim": "x:y:z", "code": "123456"}).status_code == 422


def test_another_language_on_the_page_of_the_code_begins_anew_and_not_at_an_empty_page(
    visitor: Resident,
) -> None:
    tried = visitor.client.post("/track/code/", {"claim": "x:y:z", "code": "123456"})
    assert 'name="next" value="/track/code/"' in tried.content.decode()
    led = visitor.client.post("/i18n/setlang/", {"language": "en", "next": "/track/code/"}, follow=True)
    assert (led.status_code, led.request["PATH_INFO"]) == (200, "/track/")


def test_after_two_hours_the_phone_is_proved_again_and_the_text_is_shown(
    matter: Matter, visitor: Resident
) -> None:
    _prove(visitor, matter.number)
    visitor.open(f"/mine/{matter.number}/do/add/")
    with clock.turned(shift=timedelta(hours=3)):
        visitor.send({"message": "写了很久的一段话。"})
    assert visitor.page.status_code == 403
    assert "写了很久的一段话。" in visitor.html
    assert not Entry.objects.filter(code="add").exists()


def test_acts_of_a_session_are_guarded_against_forged_requests(matter: Matter, visitor: Resident) -> None:
    _prove(visitor, matter.number)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.client.cookies
    forged = {"message": "伪造", "version": "1"}
    assert strict.post(f"/mine/{matter.number}/do/add/", forged).status_code == 403
    assert not Entry.objects.filter(code="add").exists()
    visitor.open(f"/mine/{matter.number}/do/add/")
    visitor.send({"message": "我自己补充的。"})
    assert Entry.objects.filter(code="add").count() == 1


def test_outside_the_demonstration_no_code_is_shown(matter: Matter, visitor: Resident, settings: Any) -> None:
    settings.DEMO = False
    _ask(visitor, matter.number)
    assert visitor.page.status_code == 503
    settings.SMS_URL = "http://127.0.0.1:9/"
    _ask(visitor, matter.number)
    assert visitor.page.status_code == 200
    assert 'class="note"' not in visitor.html


def test_without_a_proof_there_is_nothing_to_see(matter: Matter, visitor: Resident) -> None:
    for url in ("/mine/", f"/mine/{matter.number}/", f"/mine/{matter.number}/do/add/"):
        assert visitor.client.get(url).status_code == 403


def test_who_has_more_matters_than_are_listed_is_told_so(
    matter: Matter, resident: Resident, visitor: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanling.interfaces.portal.matters.track.MOST_LISTED", 1)
    _prove(visitor, matter.number)
    assert "这里列出最近的" not in visitor.open("/mine/")
    second = report(resident)
    html = visitor.open("/mine/")
    assert second.number in html
    assert matter.number not in html
    assert "这里列出最近的 1 件" in html


def test_words_for_a_matter_of_another_phone_that_was_proved_meanwhile_are_shown(
    matter: Matter, resident: Resident, visitor: Resident
) -> None:
    other = report(resident, phone="13900000009")
    _prove(visitor, matter.number)
    visitor.open(f"/mine/{matter.number}/do/add/")
    form, opened = visitor.url, visitor.page
    _ask(visitor, other.number, "13900000009")
    code = re.findall(r"\b\d{6}\b", visitor.html.split('class="note"')[1])[0]
    visitor.send({"code": code}, to="/track/code/")
    visitor.url, visitor.page = form, opened
    visitor.send({"message": "写了很久的一段话。"})
    assert "写了很久的一段话。" in visitor.html


def test_after_two_hours_it_is_told_which_rating_was_chosen(matter: Matter, visitor: Resident) -> None:
    _prove(visitor, matter.number)
    with clock.turned(shift=timedelta(hours=3)):
        visitor.client.post("/i18n/setlang/", {"language": "zh-hans"})
        page = visitor.client.post(
            f"/mine/{matter.number}/do/rate/", {"result": "2", "handle": "5", "version": "7"}
        )
    assert page.status_code == 403
    assert "办理结果：2 分（满分 5 分）" in page.content.decode()
    assert "办理速度：5 分（满分 5 分）" in page.content.decode()
    assert ">7<" not in page.content.decode()
