"""Names, places, numbers and codes are read alike at every door, whatever they were typed on and copied through."""

import re
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.people.cast import Player
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.queries import hanging
from tests.city import TEST, VILLAGE
from tests.domain.matters.helpers import PHONE, act, registered
from tests.interfaces.doors import TEXT, Doors

pytestmark = pytest.mark.django_db
FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"}
NAMES = [
    *("孙\U00031350", "\ue863\U0002ebf0", "买买提·吐尔逊", "می\u200cنا"),
    *("葛\U000e0100", "\ufa19谷", "👨\u200d👩\u200d👧"),
]


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO = True
    cache.clear()


@pytest.fixture
def doors(cast: dict[str, Player], workflows: None) -> Doors:
    return Doors(cast["intake_officer"])


@pytest.fixture
def poster(cast: dict[str, Player]) -> CodePoint:
    return hang_code_point(actor=TEST, division=VILLAGE, place="社区门口")


@pytest.mark.parametrize("name", NAMES)
def test_a_rare_name_is_kept_whole_at_every_door(doors: Doors, name: str) -> None:
    for door in doors:
        matter = doors.brought(
            door, {"name": name, "place": f"{name}家门前", "text": f"{name}的楼道堆满了垃圾。"}
        )
        assert matter.parties.get(role="applicant").name == name, door.__name__
        assert name in matter.place, door.__name__
        assert matter.text == f"{name}的楼道堆满了垃圾。", door.__name__


@pytest.mark.parametrize("space", ["\u3000", "\u00a0", "\u2003", "\t", "\r\n"])
def test_spaces_between_names_stay_spaces(doors: Doors, space: str) -> None:
    for door in doors:
        matter = doors.brought(
            door, {"name": f"\u202d张三{space}李四\u200b\u202c", "place": f"三号{space}楼"}
        )
        assert matter.parties.get(role="applicant").name == "张三 李四", door.__name__
        assert matter.place.endswith("三号 楼"), door.__name__


def test_spaces_stay_spaces_in_acts(doors: Doors, cast: dict[str, Player]) -> None:
    matter = doors.brought(doors.at_desk, {})
    act(cast["intake_officer"].viewer, matter, "note", {"note": "张三\u3000李四\u00a0王五\n孙\U00031350"})
    note = Entry.objects.filter(matter=matter).latest("pk")
    assert note.params["note"] == "张三 李四 王五\n孙\U00031350"


def test_a_name_too_long_is_told_its_limit_and_never_cut(doors: Doors) -> None:
    for door in doors:
        answer = door({"name": "很" * 41})
        assert answer.status_code in (400, 422), door.__name__
        assert re.search("最多 40 个字(，现在有 41 个字)?。", answer.content.decode()), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize("dots", [". .", "·", "——"])
def test_dots_alone_are_no_name_at_any_door(doors: Doors, dots: str) -> None:
    for door in doors:
        answer = door({"name": dots})
        assert answer.status_code in (400, 422), door.__name__
        assert "不能只有标点符号" in answer.content.decode(), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "blank", ["\u3164", "\u2800\u2800", " \u3000\n", "\u200b\u200d\ufe0f", "\u0301\u0302"]
)
def test_a_text_without_one_visible_sign_is_refused_at_every_door(doors: Doors, blank: str) -> None:
    for door in doors:
        assert door({"text": blank}).status_code in (400, 422), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize("blank", ["\u3164", "\u2800\u2800", "\u0301"])
def test_a_name_or_place_of_which_nothing_is_seen_was_not_said_at_any_door(doors: Doors, blank: str) -> None:
    for door in doors:
        matter = doors.brought(door, {"name": blank, "place": blank})
        assert matter.place == "", door.__name__
        assert [party.name for party in matter.parties.all()] == [""], door.__name__


@pytest.mark.parametrize("blank", ["\u3164", "\u2800\u2800", "\u0301"])
def test_a_place_of_which_nothing_is_seen_alone_is_refused_by_the_doors_for_apps_too(
    doors: Doors, blank: str
) -> None:
    body = {"kind": "dispute", "text": TEXT, "place": blank, "phone": PHONE}
    form = {"service_code": "dispute.contract", "description": TEXT, "address_string": blank, "phone": PHONE}
    key, kind = {"Idempotency-Key": uuid4().hex}, "application/json"
    app = Client().post("/api/v1/public/matters", body, content_type=kind, headers=key)
    for answer in (app, Client().post("/open311/v2/requests.json", form)):
        assert answer.status_code in (400, 422)
        assert "请告诉我们在哪里" in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize("field", ["text", "name", "place"])
def test_what_came_in_another_encoding_is_refused_at_every_door_and_never_kept_as_question_marks(
    doors: Doors, field: str
) -> None:
    for door in doors:
        assert door({field: "楼\ufffd\ufffd道"}).status_code in (400, 422), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "number", ["4.10105E+17", "41010519900101001X", "410105199002300016", "H1234567", "²"]
)
def test_a_wrong_citizen_number_is_told_in_the_writers_words(doors: Doors, number: str) -> None:
    for door in (doors.staff_api, doors.at_desk):
        answer = door({"citizen_number": number})
        assert "身份证号有误" in answer.content.decode(), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("！！！求助：楼道着火隐患", "求助：楼道着火隐患"),
        ("\n\n。。。\n——\n楼道堆物。没人管。", "楼道堆物"),
        ("？！", "？！"),
        ("🔥🔥！", "🔥🔥"),
    ],
)
def test_every_matter_has_a_title_to_be_opened_by(doors: Doors, text: str, title: str) -> None:
    for door in doors:
        matter = doors.brought(door, {"text": text, "title": "\u3164"})
        assert matter.title == title, door.__name__
    page = doors.desk.get("/desk/matters/").content.decode()
    assert f">{title}</a>" in page


def number_ways(doors: Doors, typed: str) -> dict[str, Any]:
    """Return what each way to a matter by its number answers."""
    public = "/open311/v2/requests"
    path = quote(typed)
    return {
        "search": doors.desk.get("/desk/search/", {"q": typed}),
        "page": doors.desk.get(f"/desk/matters/{path}/"),
        "staff API": Client().get(f"/api/v1/matters/{path}", headers=doors.bearer),
        "Open311, by id": Client().get(f"{public}.json", {"service_request_id": typed}),
        "Open311, one": Client().get(f"{public}/{path}.json"),
        "track": Client().post("/track/", {"number": typed, "phone": PHONE}),
    }


@pytest.mark.parametrize(
    "spelt",
    [
        lambda number: number,
        lambda number: number.translate(FULL_WIDTH),
        lambda number: number.lower().replace("-", "—"),
        lambda number: number.replace("-", "\u2011"),
        lambda number: f"\u202d {number[:5]}\u200b{number[5:]}。",
        lambda number: number.replace("-", " "),
    ],
)
def test_a_number_leads_to_its_matter_however_it_is_typed(doors: Doors, spelt: Any) -> None:
    matter = registered(kind="hazard", category="fire").matter
    for way, answer in number_ways(doors, spelt(matter.number)).items():
        assert answer.status_code in (200, 302), way
        said = answer.content.decode() + answer.get("Location", "")
        assert matter.number in said, way


@pytest.mark.parametrize(
    "typed", ["ZZ-２６１１２８-０００２９-L", "ZZ-261128-00029-Ł", "ZZ-²⁶¹¹²⁸-00029-L", "一二三", "٢٦"]
)
def test_a_number_of_no_matter_is_never_a_failure(doors: Doors, typed: str) -> None:
    for way, answer in number_ways(doors, typed).items():
        # What may be a name is looked for as one where nothing else was found.
        by_name = answer.status_code == 302 and "by_name=1" in answer["Location"]
        if answer.status_code == 302 and not by_name:
            # A number in full width is led to as it is kept, where there is none either.
            assert doors.desk.get(answer["Location"]).status_code == 404, way
        else:
            assert by_name or answer.status_code in (200, 404, 422), way


def test_a_matter_is_related_by_a_number_in_full_width(doors: Doors, cast: dict[str, Player]) -> None:
    repeat, other = registered().matter, registered().matter
    officer = cast["intake_officer"].viewer
    act(officer, repeat, "relate", {"number": other.number.translate(FULL_WIDTH), "relation": "repeat_of"})
    assert Relation.objects.get().other == other


@pytest.mark.parametrize(
    "behind",
    ["", "/", "。", " ", "\n", "\r\n第二行", "&from=timeline", "?from=timeline", "，请扫码", "\u200b", "#x"],
)
@pytest.mark.parametrize("spelt", [str, str.lower, lambda code: code.translate(FULL_WIDTH)])
def test_a_posters_code_keeps_its_place_whatever_stands_behind_it(
    poster: CodePoint, spelt: Any, behind: str
) -> None:
    assert hanging(f"{spelt(poster.code)}{behind}") == poster


@pytest.mark.parametrize(
    "code", ["{}", "https://city.test/q/{}", "HTTPS://CITY.TEST/q/{}?from=timeline", "/q/{}/"]
)
def test_a_posters_whole_address_is_its_code_too(poster: CodePoint, code: str) -> None:
    assert hanging(code.format(poster.code.lower())) == poster


@pytest.mark.parametrize("code", ["", "/", "。", "&from=timeline", "NO-SUCH", "\x00", "\ud800"])
def test_no_poster_has_any_other_code(poster: CodePoint, code: str) -> None:
    assert hanging(code) is None


def test_the_place_of_a_poster_reaches_the_matter(doors: Doors, poster: CodePoint) -> None:
    code = poster.code.lower()
    for door, scanned in ((doors.portal, quote(f"{code}&from=timeline")), (doors.public_api, f"{code}。")):
        matter = doors.brought(door, {"code": scanned})
        assert matter.division_id == VILLAGE, door.__name__
        assert "社区门口" in matter.place, door.__name__
        # What was begun by a poster is counted by its code.
        assert matter.scanned_code == poster.code, door.__name__


@pytest.mark.parametrize("typed", ["12", "１２", "①②", "12.0", " 12\u200b"])
def test_a_number_of_people_is_read_in_any_width(doors: Doors, typed: str) -> None:
    assert doors.brought(doors.at_desk, {"headcount": typed}).headcount == 12


@pytest.mark.parametrize("typed", ["1_2", "1e3", "十二"])
def test_what_is_no_number_of_people_is_refused(doors: Doors, typed: str) -> None:
    assert "请填写整数" in doors.at_desk({"headcount": typed}).content.decode()


def test_a_number_of_people_of_too_many_digits_is_said_to_be_that(doors: Doors) -> None:
    assert "这个数字的位数过多" in doors.at_desk({"headcount": "9" * 5000}).content.decode()


def test_a_title_has_the_same_bounds_at_every_door_of_staff(doors: Doors) -> None:
    for door in (doors.staff_api, doors.at_desk):
        assert doors.brought(door, {"title": "长" * 80}).title == "长" * 80, door.__name__
        assert door({"title": "长" * 81}).status_code == 422, door.__name__


@pytest.mark.parametrize("title", ["，。", "……", "！！！"])
def test_a_title_of_punctuation_alone_is_refused_where_staff_write_one(doors: Doors, title: str) -> None:
    for door in (doors.at_desk, doors.staff_api):
        answer = door({"title": title})
        assert answer.status_code == 422, door.__name__
        assert "标题不能只有标点符号" in answer.content.decode(), door.__name__
    assert not Matter.objects.exists()


@pytest.mark.parametrize("typed", ["\U00031350\U00031351", "\ue001\ue002"])
def test_a_name_of_signs_newer_than_this_program_alone_is_looked_for_as_a_name(
    doors: Doors, typed: str
) -> None:
    matter = doors.brought(doors.at_desk, {"name": typed})
    led = doors.desk.get("/desk/search/", {"q": typed})
    assert led.status_code == 302
    assert matter.number in doors.desk.get(led["Location"]).content.decode()
