"""Taking over writes what was, by as many statements for many as for few, and keeps nobody waiting."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.take_over import take_over
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.earlier import Earlier
from sanling.domain.matters.models import Matter, Party, Sequence
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from tests.city import TEST, TOWNSHIP, VILLAGE, City

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)


def earlier(city: City, number: str, **changes: Any) -> Earlier:
    """Return a dispute of an earlier system."""
    usual: dict[str, Any] = {
        "number": number,
        "kind": "dispute",
        "category": "neighbours",
        "division": VILLAGE,
        "unit_id": city.centre(TOWNSHIP).pk,
        "title": "漏水",
        "text": "楼上漏水",
        "place": "",
        "channel": "imported",
        "headcount": 1,
        "registered_at": datetime(2023, 5, 6, tzinfo=UTC),
        "ended_at": datetime(2023, 5, 9, tzinfo=UTC),
        "outcome": "settled",
        "parties": [Party(role="applicant", name="王五")],
    }
    return Earlier(**{**usual, **changes})


def take(city: City, *matters: Earlier) -> list[Matter]:
    """Take over matters now."""
    with clock.turned(to=NOW):
        return take_over(actor=TEST, profile=city.profile, matters=matters, batch=Batch(uuid4(), large=True))


def test_many_take_no_more_statements_than_few(city: City) -> None:
    take(city, earlier(city, "first"))
    counts = []
    for many in (60, 120):
        matters = [earlier(city, f"{many}-{nth}") for nth in range(many)]
        with CaptureQueriesContext(connection) as statements:
            take(city, *matters)
        counts.append(len(statements))
    assert counts[0] == counts[1] < 30
    assert Party.objects.count() == Matter.objects.count() == 181


def test_numbers_are_of_the_day_and_those_of_today_are_left_to_who_registers(city: City) -> None:
    found = take(
        city,
        earlier(city, "a"),
        earlier(city, "b", registered_at=NOW, ended_at=None, outcome=""),
        earlier(city, "c"),
    )
    assert [matter.number[:15] for matter in found] == [
        "ZZ-230506-00001",
        "ZZ-261129-00001",
        "ZZ-230506-00002",
    ]
    assert all(parse(matter.number) == matter.number for matter in found)
    assert not Sequence.objects.filter(day="2026-11-30").exists()


def test_an_outcome_that_the_workflow_has_not_is_refused_before_anything_is_written(city: City) -> None:
    with pytest.raises(ValueError, match="consulted"):
        take(city, earlier(city, "a", outcome="consulted"))
    assert not Matter.objects.exists()


def test_nothing_is_nothing(city: City) -> None:
    assert take(city) == []
