"""A phone can be left, found, shown and dialled at every door, however it is written; only mobiles get messages."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from sanling.domain.matters.models import Party
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from tests.city import City
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import Doors, signed_in
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
LANDLINE = "0371-65500000"
WRITTEN = {
    LANDLINE: "+8637165500000",
    "65500000": "+8637165500000",
    "0371-65500000-8012": "+8637165500000,8012",
    "０３７１－６５５０００００ 转 ８０１２": "+8637165500000,8012",
    "400-820-8820": "4008208820",
    "95588": "95588",
    "12345": "12345",
    "+852 2123 4567": "+85221234567",
    "+853 6612 3456": "+85366123456",
    "+886 912 345 678": "+886912345678",
    "+1 202 555 0100": "+12025550100",
    "\u202d138\u200b1234\u00a05678\u202c": "+8613812345678",
    "手机：138—1234–5678；": "+8613812345678",
    "\ufeff138.1234.5678": "+8613812345678",
    "13812345678.0": "+8613812345678",
}


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO = True
    cache.clear()


@pytest.fixture
def doors(cast: dict[str, Player], workflows: None) -> Doors:
    return Doors(cast["intake_officer"])


@pytest.mark.parametrize("phone", WRITTEN)
def test_a_phone_can_be_left_at_every_door(doors: Doors, phone: str) -> None:
    for door in doors:
        matter = doors.brought(door, {"phone": phone})
        assert matter.parties.get(role="applicant").phone == WRITTEN[phone], door.__name__


@pytest.mark.parametrize("phone", ["110", "1381234567", "两三点打都行", "138123456789"])
def test_what_cannot_be_called_is_told_beside_its_field(doors: Doors, phone: str) -> None:
    for door in doors:
        answer = door({"phone": phone})
        assert answer.status_code in (400, 422), door.__name__
        assert "打不通" in answer.content.decode() or "can call" in answer.content.decode(), door.__name__
    assert not Party.objects.exists()


@pytest.mark.parametrize("typed", [LANDLINE, "0371 6550 0000", "（0371）65500000", "+86 371 65500000"])
def test_a_landline_finds_its_matter(doors: Doors, typed: str) -> None:
    number = doors.brought(doors.at_desk, {"phone": LANDLINE}).number
    assert number in doors.desk.get("/desk/search/", {"q": typed}).content.decode()
    assert number in doors.desk.get("/desk/matters/", {"phone": typed}).content.decode()


def test_short_digits_are_words_first_and_offered_as_a_phone(doors: Doors) -> None:
    number = doors.brought(doors.at_desk, {"phone": LANDLINE}).number
    told = doors.brought(doors.at_desk, {"text": "打 12345 和 65500000 都没有人管。"}).number
    page = doors.desk.get("/desk/search/", {"q": "65500000"}).content.decode()
    assert told in page
    assert number not in page
    assert "/desk/matters/?phone=%2B8637165500000" in page
    assert number in doors.desk.get("/desk/matters/", {"phone": "65500000"}).content.decode()
    assert told in doors.desk.get("/desk/search/", {"q": "12345"}).content.decode()


@pytest.mark.parametrize("day", ["2026-11-28", "2026.11.28", "20261128"])
def test_a_day_is_looked_for_as_words_and_seeks_nobody(doors: Doors, day: str) -> None:
    told = doors.brought(doors.at_desk, {"text": f"{day}起就没有人管。"}).number
    assert told in doors.desk.get("/desk/search/", {"q": day}).content.decode()


def test_who_may_see_a_phone_reads_it_in_groups_and_dials_it(doors: Doors) -> None:
    matter = doors.brought(doors.at_desk, {"phone": "0371-65500000转8012"})
    party = matter.parties.get(role="applicant")
    page = doors.desk.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "371****0000" in page
    assert "6550" not in page
    assert "8012" not in page
    revealed = doors.desk.post(f"/desk/matters/{matter.number}/parties/{party.pk}/", {"purpose": "回电"})
    assert (
        '<a class="phone" href="tel:+8637165500000,8012">0371 6550 0000 转 8012</a>'
        in revealed.content.decode()
    )


def test_the_phones_of_units_and_posts_are_links_on_desk_and_portal(doors: Doors, city: City) -> None:
    made = registered()
    Unit.objects.filter(pk=made.matter.unit_id).update(phone="0371-6550 0000 转 1")
    link = '<a class="phone" href="tel:+8637165500000,1">0371 6550 0000 转 1</a>'
    assert link in doors.desk.get(f"/desk/units/{made.matter.unit_id}/").content.decode()
    page = Client().get(f"/t/{made.token}/").content.decode()
    assert link in page
    assert '<a class="phone" href="tel:12345">12345</a>' in page


def test_a_duty_phone_is_taken_in_any_spelling(cast: dict[str, Player], workflows: None, city: City) -> None:
    browser = signed_in(cast["centre_director"])
    unit = cast["intake_officer"].post.unit_id
    form = {"name": "赵六", "username": "ｚｈａｏｌｉｕ", "mobile": "手机：139 0000 0009", "role": "mediator",
            "phone": "65500000转8012"}  # fmt: skip
    answer = browser.post(f"/desk/units/{unit}/appoint/", form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    post = Post.objects.get(user__username="zhaoliu")
    assert (post.phone, post.user.phone) == ("+8637165500000,8012", "+8613900000009")
    refused = browser.post(f"/desk/units/{unit}/appoint/", form | {"username": "b", "mobile": LANDLINE})
    assert "appoint_mobile_error" in refused.content.decode()


def test_a_landline_gets_no_message_and_the_page_says_how_one_is_reached(
    doors: Doors, gateway: Gateway
) -> None:
    matter = doors.brought(doors.portal, {"phone": LANDLINE})
    answer = Client().post("/track/", {"number": matter.number, "phone": LANDLINE})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "验证码只能发到手机" in page
    assert "12345" in page
    # It says the same of a landline that brought nothing.
    other = Client().post("/track/", {"number": matter.number, "phone": "0371-65500001"})
    assert other.status_code == answer.status_code
    assert gateway.work() == []


def test_the_last_look_says_that_no_message_reaches_a_landline(doors: Doors) -> None:
    form = {
        "kind": "dispute",
        "text": "楼道堆放垃圾没人管。",
        "place": "三号楼",
        "step": "where",
        "go": "next",
    }
    page = Client().post("/report/", form | {"phone": "65500000"}).content.decode()
    assert "0371 6550 0000（收不到短信" in page
    page = Client().post("/report/", form | {"phone": "138-0000 0001"}).content.decode()
    assert "138 0000 0001" in page
    assert "收不到短信" not in page


def test_a_mobile_is_proved_at_track_however_it_was_pasted(doors: Doors, gateway: Gateway) -> None:
    matter = doors.brought(doors.portal, {"phone": "13812345678"})
    number = f"编号：{matter.number.lower()}。".replace("编号：", "")
    answer = Client().post("/track/", {"number": number, "phone": "手机：\u202d138—1234—5678\u202c；"})
    assert answer.status_code == 200
    assert [message["phone"] for message in gateway.work()] == ["+8613812345678"]
