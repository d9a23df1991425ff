"""Figures are made again from the rows, and what is kept otherwise is told."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from sanling.domain.indicators.flows import FactsSql, flows
from sanling.domain.people.cast import Player
from sanling.processes.figures.models import Counted, Fact, Summed
from sanling.processes.figures.rebuilding import differences, rebuild, rebuild_city
from tests.city import CITY
from tests.domain.matters.helpers import in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MATTERS = flows()["matters"]


@pytest.fixture(autouse=True)
def counted(cast: dict[str, Player]) -> None:
    """Have some matters counted."""
    in_mediation(cast)
    registered()
    assert rebuild_city(CITY) == Fact.objects.count() > 6


def told() -> list[tuple[str, int, int]]:
    return [(found.what, found.kept, found.right) for found in differences(MATTERS, CITY)]


def test_what_was_just_made_agrees() -> None:
    assert told() == []


def test_a_sum_that_is_kept_otherwise_is_told() -> None:
    for day in Summed.objects.filter(monthly=False, place=CITY):
        amounts = [
            amount + 5 * (measure == "registered")
            for measure, amount in zip(day.measures, day.amounts, strict=True)
        ]
        Summed.objects.filter(pk=day.pk).update(amounts=amounts)
    assert told() == [("sum", 7, 2)]


def test_a_fact_that_is_kept_otherwise_or_lacks_is_told() -> None:
    first = Counted.objects.order_by("source").first()
    assert first is not None
    first.delete()
    assert ("fact", 0, 1) in told()
    rebuild(MATTERS, CITY)
    for row in Counted.objects.all():
        Counted.objects.filter(pk=row.pk).update(amounts=[2 * amount for amount in row.amounts])
    assert ("fact", 2, 1) in told()
    rebuild(MATTERS, CITY)
    assert told() == []


def test_facts_of_what_is_no_more_are_told() -> None:
    (last, *_others) = Counted.objects.filter(flow=MATTERS.code).order_by("-source")
    Counted.objects.filter(pk=last.pk).update(source=999_999_999)
    assert ("fact", 1, 0) in told()


def test_another_city_is_left_alone() -> None:
    before = Fact.objects.count()
    assert rebuild(MATTERS, "4110") == 0
    assert Fact.objects.count() == before


def test_one_that_is_broken_off_leaves_what_was_there() -> None:
    before = set(Fact.objects.values_list("pk", flat=True))
    breaking = replace(MATTERS, facts=lambda _keys: FactsSql("SELECT nothing", "SELECT nothing", {}))
    with pytest.raises(DatabaseError), transaction.atomic():
        rebuild(breaking, CITY)
    assert set(Fact.objects.values_list("pk", flat=True)) == before
