"""What the page of rates shows is drafted from there, by who may."""

from html import unescape

import pytest

from sanling.domain.publications.models import Publication
from tests.city import COUNTY, City
from tests.domain.publications.helpers import Cast, judge, published
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
ASKED = "indicator=met&period=2026-07"
NEW = f"/desk/rates/published/new/?{ASKED}"
SAID = {"title": "七月排名", "kind": "ranking", "deep": "9", "remarks": "各县（市）区：\n请查收。"}


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast) -> None:
    judge(city)


def test_from_the_rates_one_comes_to_a_draft_of_them(desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    rates = browser.get(f"/desk/rates/?{ASKED}").content.decode()
    assert "/desk/rates/published/?indicator=met&amp;period=2026-07" in rates
    listed = browser.get(f"/desk/rates/published/?{ASKED}").content.decode()
    assert "/desk/rates/published/new/?indicator=met&amp;period=2026-07" in listed
    assert browser.get(NEW).status_code == 200
    answer = browser.post(NEW, SAID)
    made = Publication.objects.get()
    assert answer.headers["Location"] == f"/desk/rates/published/{made.pk}/"
    assert (made.title, made.ranked, made.deep, made.remarks) == ("七月排名", True, 9, SAID["remarks"])


def test_who_may_not_draft_is_offered_nothing_and_told_so(desk: SignIn) -> None:
    browser = desk("township_leader")
    assert "published/new/" not in browser.get(f"/desk/rates/published/?{ASKED}").content.decode()
    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, SAID).status_code == 403


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    answer = browser.post(NEW, {**SAID, "title": ""})
    assert answer.status_code == 422
    assert "请查收" in answer.content.decode()
    assert browser.post(NEW, {**SAID, "deep": "15"}).status_code == 422
    empty = browser.post(f"{NEW}&type=mine&group=places", SAID)
    assert "没有统计到数据" in empty.content.decode()
    assert not Publication.objects.exists()


def test_types_are_offered_no_ranks(desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    assert 'value="ranking"' not in browser.get(f"{NEW}&by=type").content.decode()
    assert browser.post(f"{NEW}&by=type", SAID).status_code == 422


def test_a_correction_says_why_and_of_what(cast: Cast, desk: SignIn) -> None:
    old = published(cast)
    browser = desk("city_peace_officer")
    page = unescape(browser.get(f"/desk/rates/published/{old.pk}/").content.decode())
    assert f"{NEW}&place=4101&replaces={old.pk}" in page
    assert browser.post(f"{NEW}&replaces={old.pk}", SAID).status_code == 422
    browser.post(f"{NEW}&replaces={old.pk}", {**SAID, "reason": "漏统"})
    assert Publication.objects.get(replaces=old).reason == "漏统"
    for wrong in ("x", "999999", "9" * 30, "9" * 5000):
        assert browser.get(f"{NEW}&replaces={wrong}").status_code == 404
    other = browser.post(f"{NEW}&place={COUNTY}&replaces={old.pk}", {**SAID, "reason": "漏统"})
    assert other.status_code == 422
