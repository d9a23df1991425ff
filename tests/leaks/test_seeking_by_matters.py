"""The leak matrix, search: numbers tried through matters that one registers are counted as those of a search are."""

from datetime import timedelta

import pytest

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import signed_in
from tests.leaks.searching import MASKED, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def sought() -> int:
    return AuditRow.objects.filter(act="privacy.seek").count()


def planted(phone: str, number: str = "", **changes: object) -> Matter:
    """Register what somebody says was brought under a phone and citizen number that they want to try."""
    person = PersonDetails(name="李明", phone=phone, citizen_number=number)
    texts = ["路灯坏了一个月没有人修理。", "小区电梯停运两天，老人下不了楼。", "楼上漏水到我家，请来调解。"]
    text = [*texts, "广场舞音乐夜里很响，睡不着觉。", "工地扬尘太大，窗户不敢打开。"][
        Matter.objects.count() % 5
    ]
    kinds = {"kind": "petition", "category": "other", "text": text}
    return registered(
        **{"parties": [PartyDetails(role="applicant", person=person)], **kinds, **changes}
    ).matter


# The pages of a matter that tell of others of the same person.
TELLING = ["alike/", "", "?act=refuse"]


@pytest.mark.parametrize("page", TELLING)
def test_a_phone_tried_through_a_matter_that_one_registers_is_counted_recorded_and_limited_as_a_search_is(
    cast: Cast, brought: Matter, few: int, page: str
) -> None:
    earlier = planted(PHONE)
    browser = signed_in(cast["intake_officer"])
    for nth in range(few):
        tried = planted(f"139000000{nth:02}")
        for _again in range(2):
            assert earlier.number not in browser.get(f"/desk/matters/{tried.number}/{page}").content.decode()
        assert sought() == nth + 1
    tried = planted(PHONE)
    answer = browser.get(f"/desk/matters/{tried.number}/{page}")
    assert answer.status_code == 200
    assert earlier.number not in answer.content.decode()
    assert f"每天最多查 {few} 个电话号码" in answer.content.decode()
    assert browser.get("/desk/search/", {"q": PHONE}).status_code == 429
    with clock.turned(shift=timedelta(days=1)):
        assert earlier.number in browser.get(f"/desk/matters/{tried.number}/{page}").content.decode()
    rows = AuditRow.objects.filter(act="privacy.seek")
    assert {row.subject for row in rows} == {"alike" if page == "alike/" else "matter"}
    assert PHONE not in str([vars(row) for row in AuditRow.objects.all()])


@pytest.mark.parametrize("page", TELLING)
def test_a_citizen_number_and_each_of_several_parties_count_as_tries_of_their_own(
    cast: Cast, few: int, page: str
) -> None:
    parties = [
        PartyDetails(role="applicant", person=PersonDetails(name="李明", phone="13900000001")),
        PartyDetails(
            role="applicant",
            person=PersonDetails(name="王芳", citizen_number="11010519491231002X", phone="13900000002"),
        ),
    ]
    tried = planted("", parties=parties)
    signed_in(cast["intake_officer"]).get(f"/desk/matters/{tried.number}/{page}")
    rows = AuditRow.objects.filter(act="privacy.seek").order_by("pk")
    assert sorted(row.detail["by"] for row in rows) == ["citizen_number", "phone", "phone"]
    assert signed_in(cast["intake_officer"]).get("/desk/search/", {"q": PHONE}).status_code == 429


@pytest.mark.parametrize("page", TELLING)
@pytest.mark.parametrize("who", MASKED)
def test_of_who_sees_masks_no_look_at_a_matter_is_counted(cast: Cast, who: str, page: str) -> None:
    signed_in(cast[who]).get(f"/desk/matters/{planted(PHONE).number}/{page}")
    assert sought() == 0
