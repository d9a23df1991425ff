"""Subjects at the desk: their list, a card as of any day, and the forms by which they are kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.models import Charge, Period, Subject
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.datum import Datum, convert
from sanling.foundation.days import today
from tests.city import SIBLING_VILLAGE, SIDE, SOUTH, TEST, VILLAGE, WEST
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, code_of, led_school, put, said, school
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.subjects.test_clumsy import seen_on

pytestmark = pytest.mark.django_db
LEDGER = "/desk/ledgers/subjects/"
NEIGHBOUR = "410105001003"
YESTERDAY = today() - timedelta(days=1)


def queries(browser: object, page: str) -> int:
    """Return how many statements a page costs, once it is warm."""
    browser.get(page)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


def test_the_list_shows_what_a_post_sees_and_leads_to_the_cards(desk: SignIn) -> None:
    made = school()
    put(said(HOSPITAL, "hospital", name="经八路医院", division_id=NEIGHBOUR))
    shown = desk("intake_officer").get(LEDGER).content.decode()
    assert f'href="/desk/subjects/{made.pk}/"' in shown
    assert "经八路医院" not in shown
    assert "/desk/subjects/new/" not in shown
    assert "/desk/subjects/new/" in desk("liaison").get(LEDGER).content.decode()
    assert "通信花园小学" not in desk("department_clerk").get(LEDGER).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "通信"}, True),
        ({"words": "tongxin"}, True),
        ({"words": "中学"}, False),
        ({"type": "school"}, True),
        ({"type": "hospital"}, False),
        ({"sector": "education", "status": "active"}, True),
        ({"status": "closed"}, False),
        ({"division": VILLAGE}, True),
        ({"division": SIBLING_VILLAGE}, False),
    ],
)
def test_the_list_is_narrowed(desk: SignIn, query: dict[str, str], found: bool) -> None:
    school()
    shown = desk("township_leader").get(LEDGER, query)
    assert shown.status_code == 200
    assert ("通信花园小学" in shown.content.decode()) is found


def test_an_empty_list_says_so_and_wrong_filters_list_nothing(desk: SignIn) -> None:
    assert "这里没有" in desk("township_leader").get(LEDGER).content.decode()
    assert desk("township_leader").get(LEDGER, {"type": "spaceship"}).status_code == 422


def test_the_list_and_the_card_cost_the_same_whatever_there_is(desk: SignIn) -> None:
    charge = led_school()
    browser = desk("township_leader")
    before = queries(browser, LEDGER), queries(browser, f"/desk/subjects/{charge.subject_id}/")
    put(*[said(code_of(n), name=f"第{n}小学") for n in range(50, 90)])
    for n in range(5):
        put(said(name=f"第{n}名小学"))
    assert (queries(browser, LEDGER), queries(browser, f"/desk/subjects/{charge.subject_id}/")) == before
    assert before[0] <= 9, before
    assert before[1] <= 15, before


def test_a_card_shows_facts_people_history_and_what_is_missing(desk: SignIn) -> None:
    put(said(), on=YESTERDAY)
    charge = led_school()
    put(said(name="通信花园第一小学"))
    shown = desk("township_leader").get(f"/desk/subjects/{charge.subject_id}/").content.decode()
    assert "主体名称：通信花园小学 → 通信花园第一小学" in shown
    assert "李校长任负责人" in shown
    assert "李校长" in shown
    assert "154****0000" in shown
    assert "15400000000" not in shown
    assert "学生人数、联络员" in shown


def test_a_card_is_shown_as_of_a_day(desk: SignIn) -> None:
    put(said(), on=YESTERDAY)
    made = school(name="新名小学")
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("李校长")}}, on=today())
    page = f"/desk/subjects/{made.pk}/"
    browser = desk("liaison")
    then = browser.get(page, {"on": YESTERDAY.isoformat()}).context["card"]
    assert dict(then.facts)["主体名称"] == "通信花园小学"
    assert [person.name for person in then.people if person.name] == []
    assert browser.get(page, {"on": "1999-01-01"}).context["card"].facts == []
    assert browser.get(page, {"on": "gestern"}).status_code == 422
    assert browser.get(page, {"on": (today() + timedelta(days=1)).isoformat()}).status_code == 422


def test_at_a_village_its_posts_are_in_charge(desk: SignIn, cast: dict[str, Player]) -> None:
    (village,) = put(said(VILLAGE, "community", name="通信花园社区"))
    shown = desk("township_leader").get(f"/desk/subjects/{village.subject.pk}/").content.decode()
    assert cast["village_secretary"].post.name in shown
    assert "还缺" not in shown


def test_a_phone_is_read_in_full_for_a_purpose_and_that_is_recorded(desk: SignIn) -> None:
    charge = led_school()
    page = f"/desk/subjects/{charge.subject_id}/people/{charge.pk}/phone/"
    browser = desk("liaison")
    assert "15400000000" not in browser.get(page).content.decode().replace(" ", "")
    assert browser.post(page, {"purpose": ""}).status_code == 422
    shown = browser.post(page, {"purpose": "通知开会"})
    assert "tel:+8615400000000" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    row = AuditRow.objects.get(act="privacy.unmask")
    assert row.subject == f"subject:{charge.subject_id}"
    assert row.detail == {"field": "phone.lead", "purpose": "通知开会"}
    assert desk("township_leader").post(page, {"purpose": "好奇"}).status_code == 403


def typed(**changes: str) -> dict[str, str]:
    """Return what is typed into the form of a school."""
    usual = {
        "name": "通信花园小学",
        "division": VILLAGE,
        "sector": "education",
        "address": "",
        "own_students": "900",
    }
    return {**usual, "on": today().isoformat(), **changes}


def test_a_subject_is_added_by_who_keeps_it(desk: SignIn) -> None:
    browser, page = desk("liaison"), "/desk/subjects/new/?type=school"
    assert browser.get(page).status_code == 200
    sent = browser.post(page, typed(code=SCHOOL))
    made = Subject.objects.get()
    assert sent.headers["Location"] == f"/desk/subjects/{made.pk}/"
    assert made.fields == {"students": 900}
    again = browser.post(page, typed(code=SCHOOL, name="冒名"))
    assert again.status_code == 422
    assert "已有使用这个编码的主体" in again.content.decode()
    assert browser.post(page, typed(code="91410105000000000X")).status_code == 422
    elsewhere = browser.post(page, typed(code=HOSPITAL, division=NEIGHBOUR))
    assert elsewhere.status_code == 422
    assert Subject.objects.get().name == "通信花园小学"


def test_a_point_is_typed_as_a_phones_map_gives_it(desk: SignIn) -> None:
    made = school()
    page, browser = f"/desk/subjects/{made.pk}/change/", desk("liaison")
    lon, lat = convert(WEST + SIDE / 2, SOUTH + SIDE / 2, of=Datum.CGCS2000, to=Datum.GCJ02)
    here = {"status": "active", "seen": str(Period.objects.get().pk), "datum": "gcj02"}
    assert browser.post(page, typed(**here, lon=str(lon))).status_code == 422
    assert browser.post(page, typed(**here, lon="0", lat="0")).status_code == 422
    assert browser.post(page, typed(**here, lon=str(lon), lat=str(lat))).status_code == 302
    made.refresh_from_db()
    assert (made.lon, made.lat) == pytest.approx((WEST + SIDE / 2, SOUTH + SIDE / 2), abs=1e-6)
    assert f"{made.lon:.6f}, {made.lat:.6f}" in browser.get(f"/desk/subjects/{made.pk}/").content.decode()


def test_a_village_is_added_by_its_place(desk: SignIn) -> None:
    sent = desk("liaison").post("/desk/subjects/new/?type=community", typed(name="通信花园社区"))
    assert sent.status_code == 302
    assert Subject.objects.get().code == VILLAGE


def test_a_subject_changes_from_a_day_on_once_for_each_reading(desk: SignIn) -> None:
    made, browser = school(), desk("liaison")
    page = f"/desk/subjects/{made.pk}/change/"
    seen = str(Period.objects.get().pk)
    form = typed(name="新名小学", status="suspended", seen=seen, into="")
    assert browser.get(page).context["form"]["seen"].value() == int(seen)
    assert browser.post(page, form).status_code == 302
    stale = browser.post(page, {**form, "name": "又一名"})
    assert stale.status_code == 422
    assert "又一名" in stale.content.decode()
    made.refresh_from_db()
    assert (made.name, made.status) == ("新名小学", "suspended")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert browser.post(page, {**form, "on": tomorrow}).status_code == 422


def test_a_subject_is_merged_into_one_that_is_seen(desk: SignIn) -> None:
    made = school()
    put(said(HOSPITAL, name="二小"), said(code_of(7), name="远处小学", division_id=NEIGHBOUR))
    page = f"/desk/subjects/{made.pk}/change/"
    form = typed(status="merged", seen=str(Period.objects.get(subject=made).pk))
    browser = desk("liaison")
    assert browser.post(page, {**form, "into": ""}).status_code == 422
    assert browser.post(page, {**form, "into": code_of(7)}).status_code == 422
    assert browser.post(page, {**form, "into": f" {HOSPITAL.lower()}"}).status_code == 302
    made.refresh_from_db()
    assert (made.into.code if made.into else "", made.ends_on) == (HOSPITAL, today())


def test_what_a_subject_became_part_of_stays_where_whoever_changes_it_does_not_see_that(desk: SignIn) -> None:
    made = school()
    put(said(code_of(7), name="远处小学", division_id=NEIGHBOUR))
    far = Subject.objects.get(code=code_of(7))
    put(said(status="merged", into_id=far.pk))
    page, browser = f"/desk/subjects/{made.pk}/change/", desk("liaison")
    form = typed(name="旧名小学", status="merged", into="", seen=seen_on(browser, page))
    assert browser.post(page, form).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.into) == ("旧名小学", far)


def test_people_are_named_and_a_phone_that_is_not_typed_stays(desk: SignIn) -> None:
    charge = led_school()
    page, browser = f"/desk/subjects/{charge.subject_id}/people/", desk("liaison")
    assert "15400000000" not in browser.get(page).content.decode()
    form = {
        "on": today().isoformat(),
        "name_lead": "李校长",
        "phone_lead": "",
        "name_safety": "王安全",
        "phone_safety": "",
        "seen": seen_on(browser, page),
    }
    assert browser.post(page, form).status_code == 302
    assert Charge.objects.get(duty="lead").phone == "+8615400000000"
    assert Charge.objects.get(duty="safety").name == "王安全"
    assert browser.post(page, {**form, "name_lead": ""}).status_code == 422
    assert browser.post(page, {**form, "name_lead": "", "seen": seen_on(browser, page)}).status_code == 302
    assert Charge.objects.get(duty="lead").ends_on == today()


def test_a_subject_is_found_in_the_search_box_by_name_and_code(desk: SignIn) -> None:
    made = school()
    for words in ("通信花园", "txhyxx", SCHOOL.lower()):
        shown = desk("intake_officer").get("/desk/search/", {"q": words}, follow=True).content.decode()
        assert f"/desk/subjects/{made.pk}/" in shown, words
        elsewhere = desk("sibling_township_intake").get("/desk/search/", {"q": words}, follow=True)
        assert f"/desk/subjects/{made.pk}/" not in elsewhere.content.decode()


def test_both_languages(desk: SignIn) -> None:
    made, browser = school(), desk("liaison")
    for page in (LEDGER, f"/desk/subjects/{made.pk}/", f"/desk/subjects/{made.pk}/change/"):
        shown = browser.get(page, headers={"Accept-Language": "en"}).content.decode()
        assert "主体" not in shown.replace("subject", ""), page


@pytest.mark.parametrize("odd", ["\x00", "9" * 30, "字" * 5000, "-1", "²", "\ud800"])
def test_nothing_that_a_keeper_sends_is_a_failure(desk: SignIn, odd: str) -> None:
    charge = led_school()
    own, browser = f"/desk/subjects/{charge.subject_id}/", desk("liaison")
    pages = (
        own,
        f"{own}change/",
        f"{own}people/",
        f"{own}people/{charge.pk}/phone/",
        LEDGER,
        "/desk/subjects/new/",
    )
    names = [
        *typed(),
        "type",
        "words",
        "status",
        "seen",
        "into",
        "code",
        "name_lead",
        "phone_lead",
        "purpose",
    ]
    sent = {name: odd.encode("utf-8", "replace") for name in names}
    browser.raise_request_exception = False
    for page in (*pages, "/desk/subjects/new/?type=school"):
        assert browser.get(page, sent).status_code < 500, page
        assert browser.post(page, sent).status_code < 500, page
        for name in names:
            assert browser.post(page, {**typed(), name: sent[name]}).status_code < 500, (page, name)
