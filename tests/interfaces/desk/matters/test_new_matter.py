"""What is brought by phone or in person is registered once, asked about when it seems known, and never half."""

from typing import Any

import pytest

from sanling.domain.matters.alike import Why
from sanling.domain.matters.models import Attachment, Matter, Party
from sanling.domain.people.cast import Player
from tests.city import SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import photo

pytestmark = pytest.mark.django_db
NEW = "/desk/new/"


def typed(**changes: Any) -> dict[str, Any]:
    usual = {
        "_key": "once",
        "channel": "phone",
        "about": "dispute:neighbour",
        "text": "楼上漏水，两家为赔偿争执不下。",
        "division": "通信花园社区",
        "scale": "1",
        "applicant_name": "王小明",
        "applicant_phone": "138 0000 0001",
        "respondent": "楼上住户",
        "closed_session": "on",
    }
    return {**usual, **changes}


def test_a_call_becomes_a_matter_with_its_parties_and_a_receipt(desk: SignIn, about: str) -> None:
    browser = desk("intake_officer")
    answer = browser.post(NEW, {**typed(about=about), "_files": photo()})
    matter = Matter.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert matter.number in page
    assert "/t/" in page
    assert "<svg" in page
    assert (matter.kind, matter.channel, matter.division_id) == ("dispute", "phone", VILLAGE)
    applicant = Party.objects.get(role="applicant")
    assert (applicant.phone, applicant.closed_session) == ("+8613800000001", True)
    assert Party.objects.get(role="respondent").description == "楼上住户"
    assert Attachment.objects.get().entry.matter == matter


def test_a_file_added_to_a_form_that_was_sent_is_not_called_registered(desk: SignIn, about: str) -> None:
    browser = desk("intake_officer")
    assert browser.post(NEW, typed(about=about)).status_code == 200
    answer = browser.post(NEW, {**typed(about=about), "_anyway": "1", "_files": photo()})
    assert answer.status_code == 422
    assert "请先到台账查看" in answer.content.decode()
    assert Matter.objects.count() == 1


def test_the_other_sides_unit_and_words_and_a_nameless_applicants_wishes_are_kept(
    desk: SignIn, city: City, about: str
) -> None:
    browser = desk("intake_officer")
    nameless = {"applicant_name": "", "applicant_phone": "", "no_publication": "on"}
    unit = city.unit("housing-410105")
    browser.post(
        NEW,
        typed(about=about, respondent_unit=unit.name, respondent="窗口的小刘", **nameless),
    )
    respondent = Party.objects.get(role="respondent")
    assert (respondent.unit, respondent.description) == (unit, "窗口的小刘")
    applicant = Party.objects.get(role="applicant")
    assert (applicant.is_person, applicant.closed_session, applicant.no_publication) == (False, True, True)
    page = browser.get(f"/desk/matters/{Matter.objects.get().number}/").content.decode()
    assert "窗口的小刘" in page
    assert unit.label in page


def test_sending_twice_makes_one_matter(desk: SignIn, about: str) -> None:
    browser = desk("intake_officer")
    browser.post(NEW, typed(about=about, _anyway="1"))
    again = browser.post(NEW, typed(about=about, _anyway="1"))
    assert again.headers["Location"] == f"/desk/matters/{Matter.objects.get().number}/"


def test_the_place_is_known_by_name_initials_pinyin_or_code(desk: SignIn, about: str) -> None:
    browser = desk("intake_officer")
    places = ("通信花园", "txhy", "tongxinhuayuan", VILLAGE, "通信花园社区")
    for number, place in enumerate(places, start=1):
        offered = browser.get("/desk/find/division/", {"q": place}).json()
        assert offered[0]["key"] == VILLAGE
        browser.post(NEW, typed(about=about, division=place, _key=place, _anyway="1"))
        assert Matter.objects.filter(division=VILLAGE).count() == number, place


WRONG: list[tuple[dict[str, str], str]] = [
    ({"text": " "}, "text"),
    ({"text": "长" * 4001}, "text"),
    ({"text": "\ufffd\ufffd"}, "text"),
    ({"text": "\u3164\0"}, "text"),
    ({"division": "没有这个地方"}, "division"),
    ({"division": SIBLING_TOWNSHIP}, "division"),
    ({"division": "1101"}, "division"),
    ({"about": "dispute:no_such"}, "about"),
    ({"channel": "scan"}, "channel"),
    ({"applicant_phone": "1234"}, "applicant_phone"),
    ({"applicant_citizen_number": "410105199001011234"}, "applicant_citizen_number"),
    ({"headcount": "-3"}, "headcount"),
    ({"headcount": "9" * 40}, "headcount"),
    ({"scale": "9"}, "scale"),
    ({"respondent_unit": "99999999999"}, "respondent_unit"),
    ({"concealed": "on"}, "respondent_unit"),
]


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(desk: SignIn, about: str) -> None:
    browser = desk("intake_officer")
    for changed, field in WRONG:
        answer = browser.post(NEW, typed(**{"about": about, "place": "三号楼东侧", **changed}))
        assert answer.status_code == 422, changed
        assert field in answer.context["form"].errors, changed
        assert "三号楼东侧" in answer.content.decode()
    assert not Matter.objects.exists()


def test_the_same_phone_is_asked_about_and_can_be_registered_all_the_same(desk: SignIn, about: str) -> None:
    earlier = registered(text="完全不同的一件事情，关于路灯。").matter
    browser = desk("intake_officer")
    asked = browser.post(NEW, typed(about=about, applicant_phone=PHONE))
    assert [(likeness.row.matter.number, likeness.why) for likeness in asked.context["alike"]] == [
        (earlier.number, Why.PHONE)
    ]
    assert Matter.objects.count() == 1
    browser.post(NEW, typed(about=about, applicant_phone=PHONE, _anyway="1"))
    assert Matter.objects.count() == 2


def test_like_words_nearby_are_asked_about(desk: SignIn, about: str) -> None:
    earlier = registered(text="楼上漏水到我家，两家为了赔偿的事争执不下，请来调解。").matter
    registered(text="路灯坏了一个月没有人修理，晚上走路很危险。")
    asked = desk("intake_officer").post(NEW, typed(about=about))
    assert [likeness.row.matter.number for likeness in asked.context["alike"]] == [earlier.number]
    assert asked.context["alike"][0].why == Why.WORDS


def test_likenesses_out_of_sight_are_not_told(desk: SignIn, about: str) -> None:
    registered(text="楼上漏水到我家，两家为了赔偿的事争执不下。", division=SIBLING_TOWNSHIP)
    answer = desk("intake_officer").post(NEW, typed(about=about, applicant_phone=PHONE))
    assert answer.context.get("alike") is None
    assert Matter.objects.count() == 2


def test_a_report_against_a_unit_is_kept_from_it(desk: SignIn, cast: dict[str, Player], about: str) -> None:
    unit = cast["station_officer"].post.unit
    sent = typed(about=about, division=TOWNSHIP, concealed="on", respondent="", respondent_unit=unit.name)
    answer = desk("intake_officer").post(NEW, sent)
    assert answer.status_code == 200, answer.content.decode()
    matter = Matter.objects.get()
    assert Party.objects.get(unit=unit).role == "respondent"
    assert Party.objects.filter(role="informant").exists()
    assert desk("station_officer").get(f"/desk/matters/{matter.number}/").status_code == 404


def test_leaders_and_administrators_register_nothing(desk: SignIn) -> None:
    for key in ("county_leader", "auditor", "administrator"):
        assert desk(key).get(NEW).status_code == 403
        assert desk(key).post(NEW, typed()).status_code == 403


def test_a_walk_in_is_registered_accepted_and_assigned_at_once(
    desk: SignIn, about: str, cast: dict[str, Player]
) -> None:
    mediator = cast["mediator"].post
    browser = desk("intake_officer")
    answer = browser.post(NEW, typed(about=about, charged=mediator.name, charged_key=str(mediator.pk)))
    assert answer.status_code == 200
    assert f"已受理并指派给 {mediator.name}" in answer.content.decode()
    matter = Matter.objects.get()
    assert (matter.state, matter.assignee_id) == ("assigned", mediator.pk)
    assert list(matter.entries.order_by("pk").values_list("code", flat=True)) == [
        "register",
        "accept",
        "assign",
    ]


def test_whoever_may_not_be_charged_is_told_beside_the_box_and_nothing_is_registered(
    desk: SignIn, about: str, cast: dict[str, Player]
) -> None:
    other = cast["intake_officer"].post
    answer = desk("intake_officer").post(
        NEW, typed(about=about, charged=other.name, charged_key=str(other.pk))
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["charged"]
    assert not Matter.objects.exists()


def test_a_form_that_was_sent_with_other_contents_can_be_sent_again_as_another(
    desk: SignIn, about: str
) -> None:
    browser = desk("intake_officer")
    first = typed(about=about, _anyway="1")
    browser.post(NEW, first)
    again = browser.post(NEW, {**first, "text": "另一个人打来电话，说的是另一件事，请上门看看。"})
    form = again.context["form"]
    assert again.status_code == 422
    assert form["_key"].value() != first["_key"]
    browser.post(NEW, {**first, "text": form["text"].value(), "_key": form["_key"].value()})
    assert Matter.objects.count() == 2
