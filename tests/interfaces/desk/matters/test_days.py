"""Every box for a day takes a day that a calendar holds, means all of it here, and refuses the ends of time."""

from datetime import datetime
from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.fields import clean
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.processes.exports.models import Export
from tests.city import CITY, VILLAGE, City
from tests.domain.matters.helpers import registered
from tests.ends_of_time import ENDS_OF_TIME, NO_TIMES
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.people.test_staffing import NEWCOMER

pytestmark = pytest.mark.django_db
WRONG = [*ENDS_OF_TIME, *NO_TIMES[:-1]]
LEDGER_DAYS = ("registered_from", "registered_to", "due_from", "due_to")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_every_page_that_asks_for_a_day_refuses_the_ends_of_time(desk: SignIn) -> None:
    officer, auditor = desk("intake_officer"), desk("auditor")
    for written in WRONG:
        for name in LEDGER_DAYS:
            answer = officer.get("/desk/matters/", {name: written})
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name]), written
            officer.post("/desk/exports/request/", {"query": f"{name}={written}"})
        for name in ("first", "last"):
            assert auditor.get("/desk/audit/", {name: written}).status_code == 422, written
    assert not Export.objects.exists()


def test_every_form_that_asks_for_a_day_refuses_the_ends_of_time(
    desk: SignIn, cast: dict[str, Player], city: City
) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    forms: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
        ("village_secretary", f"/desk/units/{unit.pk}/appoint/", NEWCOMER, ("begins_on", "ends_on")),
        ("centre_director", f"/desk/posts/{cast['intake_officer'].post.pk}/", {}, ("first", "last")),
        ("administrator", "/desk/tokens/", {"name": "x", "scopes": ["read"]}, ("last",)),
    ]
    for key, url, sent, names in forms:
        browser = desk(key)
        for name in names:
            for written in WRONG:
                answer = browser.post(url, {**sent, name: written})
                assert answer.status_code == 422, (url, written)
                assert name in answer.context["form"].errors, (url, written)


def test_an_acts_day_is_bounded_too(workflows: None) -> None:
    matter = registered(kind="hazard", text="电线裸露在外。").matter
    action = definition_of(matter.definition_id).action("list_major")
    values = {"responsible": "物业", "measures": "更换", "money": "五千", "plan": "停用"}
    assert clean(action, {**values, "deadline": "2026-12-01"}, matter)["deadline"].year == 2026
    for written in WRONG:
        with pytest.raises(Invalid) as refused:
            clean(action, {**values, "deadline": written}, matter)
        assert list(refused.value.errors) == ["deadline"]


def test_a_day_in_the_ledger_and_in_the_audit_log_is_the_whole_day_here(desk: SignIn) -> None:
    kept = {}
    for text in ("2026-10-31T23:59:59", "2026-11-01T00:00:00", "2026-11-01T23:59:59", "2026-11-02T00:00:00"):
        with clock.turned(to=at(f"{text}+08:00")):
            kept[text] = registered().matter.number
            record(actor=SystemActor("test"), act="test.day", subject=text, city=CITY)
    day = {"registered_from": "2026-11-01", "registered_to": "2026-11-01"}
    rows = desk("intake_officer").get("/desk/matters/", day).context["shown"].rows
    inside = [text for text in kept if text.startswith("2026-11-01")]
    assert {matter.number for matter, *_cells in rows} == {kept[text] for text in inside}
    found = desk("auditor").get("/desk/audit/", {"act": "test.", "first": "2026-11-01", "last": "2026-11-01"})
    assert sorted(told.row.subject for told in found.context["shown"].rows) == inside
