"""The city's office opens a year; every office sees how its own recognitions stand."""

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Recognition, SpotDraw
from tests.city import TEST, City
from tests.domain.recognition.yearly import YEAR, Cast, company, judge_year, opened, walk
from tests.domain.subjects.helpers import code_of
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules(cast: Cast, city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


def test_a_year_is_counted_step_by_step_and_opens_into_its_rows(cast: Cast) -> None:
    matter = opened(company())
    desk = signed_in(cast["peace_officer"])
    page = desk.get(f"/desk/recognition/?year={YEAR}").content.decode()
    assert "金水区" in page
    ledger = f"/desk/matters/?family=recognition&amp;year={YEAR}&amp;division=410105&amp;state=declaring"
    assert ledger in page
    listed = desk.get(ledger.replace("&amp;", "&")).content.decode()
    assert matter.number in listed
    assert matter.number not in desk.get("/desk/matters/").content.decode()
    elsewhere = signed_in(cast["sibling_county_peace_officer"]).get(f"/desk/recognition/?year={YEAR}")
    assert matter.title not in elsewhere.content.decode()
    assert "金水区" not in elsewhere.content.decode()


def test_only_the_citys_office_opens_a_year(cast: Cast) -> None:
    company()
    answer = signed_in(cast["peace_officer"]).post("/desk/recognition/", {"year": YEAR})
    assert answer.status_code == 403
    answer = signed_in(cast["city_peace_officer"]).post("/desk/recognition/", {"year": YEAR})
    assert answer.status_code == 302


def test_the_page_of_a_recognition_says_what_was_found(cast: Cast) -> None:
    subject = company()
    judge_year()
    matter = opened(subject)
    walk(cast, matter, "comparing")
    page = signed_in(cast["peace_officer"]).get(f"/desk/matters/{matter.number}/").content.decode()
    assert "全年开展安全培训六次。" in page
    assert "零上访" in page


def test_the_link_is_shown_to_the_office_that_hands_it_over_and_to_nobody_else(cast: Cast) -> None:
    matter = opened(company())
    for role, shown in (("intake_officer", True), ("peace_officer", False)):
        page = signed_in(cast[role]).get(f"/desk/matters/{matter.number}/").content.decode()
        assert (f"/recognition/{matter.number}/" in page) is shown
    assert Recognition.objects.count() == 1


def test_who_is_left_out_is_known_or_nobody_is_drawn(cast: Cast) -> None:
    subjects = [company(code_of(40 + nth), name=f"郑州德润{nth}号建筑工程有限公司") for nth in range(2)]
    judge_year()
    for subject in subjects:
        walk(cast, opened(subject), "recording")
    browser, page = signed_in(cast["city_peace_officer"]), "/desk/recognition/"
    for typed, said in (
        (f"{code_of(41)[:-1]} 亲属任职", "没有编码为"),
        (code_of(41), "再写原因"),
        ("，亲属任职", "再写原因"),
    ):
        answer = browser.post(page, {"year": YEAR, "do": "draw", "recused": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert f">{typed}</textarea>" in answer.content.decode()
    assert not SpotDraw.objects.exists()
    browser.post(page, {"year": YEAR, "do": "draw", "recused": f"{code_of(41).lower()}，亲属任职\r\n"})
    assert SpotDraw.objects.get().recused == {code_of(41): "亲属任职"}
