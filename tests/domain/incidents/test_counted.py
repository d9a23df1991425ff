"""What follows from an incident is counted as it is recorded now, where and when it happened."""

from collections import Counter

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.counted import all_keys, column_names, facts_of
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from tests.city import CITY, VILLAGE
from tests.domain.incidents.helpers import DAY, accident, police_figure, record, visit
from tests.domain.indicators.facts import facts_as_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def counted(*incidents: Incident) -> dict[tuple[str, str], int]:
    found = facts_as_rows(facts_of([incident.pk for incident in incidents]))
    assert {(fact["day"], fact["place"]) for fact in found} <= {(DAY, VILLAGE)}
    return {(fact["category"], fact["measure"]): fact["amount"] for fact in found}


def test_whom_and_what_it_cost_is_counted(cast: dict[str, Player]) -> None:
    came, fell = record(visit(persons=7), accident(deaths=2, loss=90_000))
    assert counted(came) == {
        ("city", "happened"): 1,
        ("city", "collective"): 1,
        ("city", "skipping"): 1,
        ("city", "persons"): 7,
    }
    assert counted(fell) == {("work", "happened"): 1, ("work", "deaths"): 2, ("work", "loss"): 90_000}
    (fact, *_others) = facts_as_rows(facts_of([came.pk]))
    assert (fact["kind"], fact["secrecy"]) == ("petition_visit", 2)
    assert [pk for keys in all_keys(CITY) for pk in keys] == [came.pk, fell.pk]


def test_petitions_are_counted_by_batches_and_by_persons_whatever_way_they_came() -> None:
    by_web, again = record(
        visit(persons=4, channel="web", skips_levels=False),
        visit(persons=1, channel="letter", repeat=True, skips_levels=True),
    )
    assert counted(by_web) == {
        ("city", "happened"): 1,
        ("city", "online"): 1,
        ("city", "persons"): 4,
        ("city", "online_persons"): 4,
    }
    assert counted(again) == {
        ("city", "happened"): 1,
        ("city", "repeats"): 1,
        ("city", "skipping"): 1,
        ("city", "persons"): 1,
    }


def test_cases_are_no_calls_and_what_is_among_them_is_not_added() -> None:
    told = record(
        police_figure(measure="criminal_cases", count=12),
        police_figure(measure="order_cases", count=30),
        police_figure(measure="homicides", count=1),
        police_figure(measure="order_calls", count=70),
    )
    amounts = Counter[str]()
    for (_category, measure), amount in counted(*told).items():
        amounts[measure] += amount
    assert amounts == {"happened": 4, "cases": 42, "homicides": 1, "calls": 70}


@pytest.mark.parametrize(
    ("kind", "category", "channel"),
    [
        ("petition_visit", "city", "web"),
        ("accident", "work", ""),
        ("police_figure", "order_cases", ""),
        ("risen_dispute", "", ""),
    ],
)
def test_what_is_counted_is_called_by_its_kind(kind: str, category: str, channel: str) -> None:
    assert kind in column_names(CITY, "kind", "")
    for column, code in (("category", category), ("channel", channel)):
        names = column_names(CITY, column, kind)
        assert code in names if code else not names


def test_what_was_said_otherwise_counts_as_it_is_said_now(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (came,) = record(visit(persons=7), actor=officer)
    now = correct_incident(actor=officer, incident=came, values={"persons": 9}, reason="现场又到两人")
    assert counted(came) == {}
    assert counted(now)["city", "persons"] == 9
    gone = correct_incident(actor=officer, incident=now, values={"withdrawn": True}, reason="登记错误")
    assert counted(now, gone) == {}
