"""A lead department records what happened in one short form a kind, and corrects it for a reason."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Grade, Kind
from sanling.domain.subjects.models import Subject
from sanling.foundation.calendar import CHINA
from tests.city import VILLAGE
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.subjects.helpers import SCHOOL, school
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
NEW = "/desk/incidents/new/"
RECORDERS = {
    "petition_officer": "petition_visit",
    "safety_officer": "accident",
    "police_officer": "police_figure",
    "peace_officer": "risen_dispute",
}
SAID: dict[str, dict[str, str]] = {
    "petition_visit": {
        "channel": "visit",
        "reached": "city",
        "persons": "6",
        "skips_levels": "yes",
        "lawful": "no",
    },
    "accident": {"time": "09:30", "sort": "work", "deaths": "3", "loss": "12000"},
    "police_figure": {"ends_on": "2026-07-31", "measure": "criminal_cases", "count": "2"},
    "risen_dispute": {"reached": "township", "persons": "4"},
}


def form(kind: str, **said: str) -> dict[str, str]:
    """Return what is typed for an incident of a kind at the school of the cast's village."""
    usual = {
        "_key": uuid4().hex,
        "happened_on": "2026-07-14",
        "site": SCHOOL,
        "division": "",
        "answers": SCHOOL,
    }
    return {**usual, **SAID[kind], **said}


@pytest.fixture
def site() -> Subject:
    """Give the school."""
    return school()


@pytest.mark.parametrize(("who", "kind"), RECORDERS.items())
def test_each_lead_department_records_what_is_its_own(
    desk: SignIn, site: Subject, who: str, kind: str
) -> None:
    browser = desk(who)
    assert browser.get(NEW).headers["Location"] == f"{NEW}{kind}/"
    assert browser.get(f"{NEW}{kind}/").status_code == 200
    answer = browser.post(f"{NEW}{kind}/", form(kind))
    assert answer.status_code == 302, answer.content.decode()
    made = Incident.objects.get()
    assert answer.headers["Location"] == f"/desk/incidents/{made.pk}/"
    assert (made.kind, made.site_id, made.answers_id, made.division_id) == (kind, site.pk, site.pk, VILLAGE)
    assert browser.get(f"/desk/incidents/{made.pk}/").status_code == 200


@pytest.mark.parametrize(("who", "kind"), RECORDERS.items())
def test_no_lead_department_records_what_is_anothers(desk: SignIn, who: str, kind: str) -> None:
    browser = desk(who)
    for other in set(RECORDERS.values()) - {kind}:
        assert browser.get(f"{NEW}{other}/").status_code == 403
        assert browser.post(f"{NEW}{other}/", form(other)).status_code == 403


def test_where_it_happened_and_who_answers_for_it_are_two_things(desk: SignIn, site: Subject) -> None:
    said = form("risen_dispute", site="", answers="", division=VILLAGE)
    assert desk("peace_officer").post(f"{NEW}risen_dispute/", said).status_code == 302
    made = Incident.objects.get()
    assert (made.division_id, made.site_id, made.answers_id) == (VILLAGE, None, None)


def test_an_accident_is_graded_by_the_table_also_while_one_types(desk: SignIn, site: Subject) -> None:
    browser = desk("safety_officer")
    told = browser.get(
        "/desk/incidents/grade/", {"deaths": "3", "serious_injuries": "", "loss": "x"}
    ).content.decode()
    assert "较大事故" in told
    assert 'hx-get="/desk/incidents/grade/"' in browser.get(f"{NEW}accident/").content.decode()
    browser.post(f"{NEW}accident/", form("accident"))
    made = Incident.objects.get()
    assert (made.grade, made.loss, made.casualties) == (Grade.SERIOUS, 12_000, 3)
    assert made.happened_at is not None
    assert f"{made.happened_at.astimezone(CHINA):%H:%M}" == "09:30"


def test_a_time_is_read_in_any_width(desk: SignIn, site: Subject) -> None:
    desk("safety_officer").post(f"{NEW}accident/", form("accident", time="０９：３０"))
    at = Incident.objects.get().happened_at
    assert at is not None
    assert f"{at.astimezone(CHINA):%H:%M}" == "09:30"


def test_a_form_that_is_sent_twice_records_once(desk: SignIn, site: Subject) -> None:
    browser, said = desk("petition_officer"), form("petition_visit")
    pages = {browser.post(f"{NEW}petition_visit/", said).headers["Location"] for _time in range(2)}
    assert len(pages) == Incident.objects.count() == 1
    assert browser.post(f"{NEW}petition_visit/", {**said, "persons": "7"}).status_code == 422


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("petition_visit", {"persons": "0"}, "persons"),
        ("petition_visit", {"channel": ""}, "channel"),
        ("petition_visit", {"happened_on": "2199-01-01"}, "happened_on"),
        ("petition_visit", {"site": "没有的学校"}, "site"),
        ("petition_visit", {"site": "", "division": ""}, "division"),
        ("accident", {"time": "9"}, "time"),
        ("accident", {"loss": "many"}, "loss"),
        ("police_figure", {"ends_on": "2026-08-01"}, "ends_on"),
        ("police_figure", {"ends_on": "2026-07-01"}, "ends_on"),
        ("police_figure", {"count": ""}, "count"),
    ],
)
def test_what_can_not_be_is_told_beside_its_box_and_nothing_typed_is_lost(
    desk: SignIn, site: Subject, kind: str, said: dict[str, str], field: str
) -> None:
    who = next(role for role, own in RECORDERS.items() if own == kind)
    answer = desk(who).post(f"{NEW}{kind}/", form(kind, **said))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert 'value="2026-07-14"' in answer.content.decode() or field == "happened_on"
    assert not Incident.objects.exists()


def test_a_place_that_is_not_ones_own_is_refused_in_the_form(desk: SignIn) -> None:
    answer = desk("petition_officer").post(
        f"{NEW}petition_visit/", form("petition_visit", site="", answers="", division="410104003001")
    )
    assert answer.status_code == 422
    assert "division" in answer.context["form"].errors


def test_a_correction_stands_beside_what_it_corrects_and_says_why(desk: SignIn, site: Subject) -> None:
    (before,) = record(visit(site_id=site.pk, answers_id=site.pk))
    browser, page = desk("petition_officer"), f"/desk/incidents/{before.pk}/correct/"
    said = form("petition_visit", persons="3", answers="", reason="核实后人数有误")
    assert browser.post(page, {**said, "reason": ""}).status_code == 422
    answer = browser.post(page, said)
    now = Incident.objects.get(replaced=False)
    assert answer.headers["Location"] == f"/desk/incidents/{now.pk}/"
    assert (now.persons, now.answers_id, now.corrects_id) == (3, None, before.pk)
    shown = browser.get(f"/desk/incidents/{now.pk}/").content.decode()
    assert "核实后人数有误" in shown
    assert "1 → 3" in shown
    old = browser.get(f"/desk/incidents/{before.pk}/").content.decode()
    assert f'href="/desk/incidents/{now.pk}/"' in old
    assert browser.get(page).headers["Location"] == f"/desk/incidents/{now.pk}/"


def test_a_correction_of_something_else_leaves_the_time_as_a_program_told_it(
    desk: SignIn, site: Subject
) -> None:
    told = datetime(2026, 7, 14, 9, 30, 45, tzinfo=CHINA)
    (before,) = record(accident(site_id=site.pk, answers_id=site.pk, happened_at=told))
    browser, page = desk("safety_officer"), f"/desk/incidents/{before.pk}/correct/"
    shown = browser.get(page).context["form"]["time"].value()
    said = form("accident", time=f"{shown:%H:%M}", deaths="2", reason="核实后人数有误")
    assert browser.post(page, said).status_code == 302
    now = Incident.objects.get(replaced=False)
    assert (now.deaths, now.happened_at) == (2, told)
    assert browser.post(f"/desk/incidents/{now.pk}/correct/", {**said, "time": "09:29"}).status_code == 302
    assert Incident.objects.get(replaced=False).happened_at == told.replace(minute=29, second=0)


def test_who_corrects_what_was_corrected_meanwhile_is_told_so_and_loses_nothing_typed(
    desk: SignIn, site: Subject
) -> None:
    browser = desk("petition_officer")
    page = browser.post(f"{NEW}petition_visit/", form("petition_visit")).headers["Location"]
    said = form("petition_visit", persons="7", reason="登记表抄错")
    now = browser.post(f"{page}correct/", said).headers["Location"]
    answer = browser.post(f"{page}correct/", {**said, "persons": "8", "reason": "另一页改的"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "这条记录已被更正" in shown
    assert f'href="{page}correct/"' in shown
    assert 'value="8"' in shown
    assert "另一页改的" in shown
    assert browser.get(f"{page}correct/").headers["Location"] == now
    assert desk("village_secretary").get(f"{page}correct/").status_code in (403, 404)


def test_what_did_not_happen_is_withdrawn(desk: SignIn, site: Subject) -> None:
    (before,) = record(accident(site_id=site.pk))
    said = form("accident", withdrawn="on", reason="系演练")
    assert desk("safety_officer").post(f"/desk/incidents/{before.pk}/correct/", said).status_code == 302
    assert Incident.objects.get(replaced=False).withdrawn


def test_who_only_looks_corrects_nothing(desk: SignIn, site: Subject) -> None:
    (made,) = record(accident(site_id=site.pk, division_id=VILLAGE))
    browser = desk("village_secretary")
    assert "/correct/" not in browser.get(f"/desk/incidents/{made.pk}/").content.decode()
    assert (
        browser.post(f"/desk/incidents/{made.pk}/correct/", form("accident", reason="x")).status_code == 403
    )
    assert "/desk/incidents/new/" not in browser.get("/desk/ledgers/incidents/").content.decode()
    assert "/desk/incidents/new/" in desk("safety_officer").get("/desk/ledgers/incidents/").content.decode()


def test_the_box_for_a_subject_offers_only_what_one_sees(desk: SignIn, site: Subject) -> None:
    def offered(who: str, typed: str) -> list[Any]:
        return [offer["key"] for offer in desk(who).get("/desk/find/subject/", {"q": typed}).json()]

    for typed in (SCHOOL, "通信花园小学", "tongxin", "txhy"):
        assert offered("petition_officer", typed) == [str(site.pk)], typed
        assert offered("sibling_township_intake", typed) == [], typed
    assert desk("auditor").get("/desk/find/subject/", {"q": SCHOOL}).status_code == 403


def test_kinds_of_posts_that_record_several_are_chosen(desk: SignIn, cast: Any, monkeypatch: Any) -> None:
    from sanling.interfaces.desk.incidents import recording

    monkeypatch.setattr(recording, "kinds_recorded", lambda _viewer: list(Kind))
    shown = desk("peace_officer").get(NEW).content.decode()
    assert all(f'href="{NEW}{kind}/"' in shown for kind in Kind)
