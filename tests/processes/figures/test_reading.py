"""However many numbers are asked for at once, one statement reads them, and each is what it is alone."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.indicators.flows import flows
from sanling.domain.people.cast import Player
from sanling.processes.figures.queries import By, Question
from sanling.processes.figures.reading import Wanted, all_numbers, numbers
from tests.city import CITY, COUNTY, VILLAGE
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
MEASURES = ("registered", "settled", "open", "backlog", "handling_time", "satisfied")


def drawn(random: Random, many: int) -> Sequence[Wanted]:
    """Return questions of which some differ in their days alone."""
    found = []
    for _nth in range(many):
        first = date(2026, 7, 1) + timedelta(days=random.randrange(140))
        last = first + timedelta(days=random.choice((0, 6, 29, 120)))
        place = random.choice((CITY, COUNTY, VILLAGE))
        by, crossed = random.choice(list(By)), random.random() < 0.3
        kind = random.choice(("", "", "dispute"))
        asked = Question(flows()["matters"], place, first, last, by=by, kind=kind, crossed=crossed)
        found.append((asked, random.sample(MEASURES, random.randint(1, 4))))
    return found


@pytest.mark.parametrize("who", ["city_peace_officer", "county_leader", "mediator", "county_intake_officer"])
def test_what_is_asked_together_is_what_is_asked_alone(
    cast: dict[str, Player], who: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer, wanted = cast[who].viewer, drawn(Random(4), 40)
    alone = [numbers(viewer, asked, measures) for asked, measures in wanted]
    with django_assert_num_queries(1):
        assert all_numbers(viewer, wanted) == alone
    assert any(alone)


def test_of_nothing_nothing_is_asked(
    cast: dict[str, Player], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = cast["city_leader"].viewer
    asked = Question(flows()["matters"], CITY, date(2026, 1, 1), date(2026, 1, 2))
    with django_assert_num_queries(0):
        assert all_numbers(viewer, []) == []
        assert numbers(viewer, asked, []) == {}
