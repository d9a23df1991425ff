"""Figures of a province are written without its matters: the same for a seed, summed as any, and not over others."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Sum

from sanling.domain.indicators.flows import flows
from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.processes.figures.models import Counted, Fact, Rollup, Summed
from sanling.processes.figures.queries import By, Question
from sanling.processes.figures.reading import numbers
from sanling.processes.figures.rebuilding import differences
from sanling.processes.simulation.province import FiguresThereError, simulate_figures
from tests.city import CITY

pytestmark = pytest.mark.django_db
MATTERS = flows()["matters"]


def made(*, seed: int = 1) -> int:
    return simulate_figures(profile=profile_for(CITY), cities=2, matters=60, seed=seed, days=400)


def told() -> list[tuple[object, ...]]:
    return list(
        Fact.objects.order_by("source", "day", "measure", "unit").values_list(
            "source", "day", "measure", "unit"
        )
    )


def test_facts_of_all_cities_and_their_sums_are_written(cast: dict[str, Player]) -> None:
    assert made() == Fact.objects.count() > 60 * 5
    asked = Question(MATTERS, CITY, today() - timedelta(days=401), today())
    viewer = cast["city_peace_officer"].viewer
    assert sum(numbers(viewer, asked, ["registered"]).values()) <= 30
    by_month = numbers(viewer, replace(asked, by=By.MONTH), ["registered"])
    assert sum(by_month.values()) == sum(numbers(viewer, asked, ["registered"]).values())
    whole = Rollup.objects.filter(level=4, monthly=True, by="", measure="registered")
    assert whole.aggregate(sum=Sum("amount"))["sum"] == 60
    # There are no rows behind them, but all sums are those of the facts.
    assert {found.what for found in differences(MATTERS, CITY)} == {"fact"}


def test_a_seed_gives_the_same(city: object) -> None:
    made()
    first = told()
    for model in (Counted, Summed):
        model.objects.all().delete()
    made()
    assert told() == first


def test_figures_that_are_there_are_not_mixed_with_others(city: object) -> None:
    made()
    with pytest.raises(FiguresThereError):
        made(seed=2)
