"""What follows from an incident is counted as it is recorded now, where and when it happened."""

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.counted import all_keys, facts_of
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from tests.city import CITY, VILLAGE
from tests.domain.incidents.helpers import DAY, accident, record, visit
from tests.domain.indicators.facts import facts_as_rows

pytestmark = pytest.mark.django_db


def counted(*incidents: Incident) -> dict[tuple[str, str], int]:
    found = facts_as_rows(facts_of([incident.pk for incident in incidents]))
    assert {(fact["day"], fact["place"]) for fact in found} <= {(DAY, VILLAGE)}
    return {(fact["category"], fact["measure"]): fact["amount"] for fact in found}


def test_whom_and_what_it_cost_is_counted(cast: dict[str, Player]) -> None:
    came, fell = record(visit(persons=7), accident(deaths=2, loss=90_000))
    assert counted(came) == {("city", "happened"): 1, ("city", "persons"): 7}
    assert counted(fell) == {("work", "happened"): 1, ("work", "deaths"): 2, ("work", "loss"): 90_000}
    (fact, *_others) = facts_as_rows(facts_of([came.pk]))
    assert (fact["kind"], fact["secrecy"]) == ("petition_visit", 2)
    assert [pk for keys in all_keys(CITY) for pk in keys] == [came.pk, fell.pk]


def test_what_was_said_otherwise_counts_as_it_is_said_now(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (came,) = record(visit(persons=7), actor=officer)
    now = correct_incident(actor=officer, incident=came, values={"persons": 9}, reason="现场又到两人")
    assert counted(came) == {}
    assert counted(now)["city", "persons"] == 9
    gone = correct_incident(actor=officer, incident=now, values={"withdrawn": True}, reason="登记错误")
    assert counted(now, gone) == {}
