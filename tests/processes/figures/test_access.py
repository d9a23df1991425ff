"""Sums are told to whoever sees whole places; others are told what their rows count."""

import pytest

from sanling.domain.indicators.flows import CONCEALED, flows
from sanling.domain.people.cast import Player
from sanling.processes.figures.access import facts_of_rows, may_ask, own_place, sees_by_place, told
from sanling.processes.figures.models import Counted, Fact, Rollup
from sanling.processes.figures.rebuilding import rebuild_city
from tests.city import CITY, COUNTY, SIBLING_COUNTY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MATTERS = flows()["matters"]
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def counted(cast: Cast) -> None:
    """Count some matters."""
    in_mediation(cast)
    registered()
    rebuild_city(CITY)


def test_whoever_sees_whole_places_is_told_their_sums_and_no_others(cast: Cast) -> None:
    county = cast["county_leader"].viewer
    assert sees_by_place(county, MATTERS)
    seen = Rollup.objects.filter(told(county, MATTERS, Rollup))
    assert seen.exists()
    assert not seen.filter(level=4).exists()
    assert not seen.filter(place__startswith=SIBLING_COUNTY).exists()


def test_what_is_concealed_is_in_no_sum_that_is_told(cast: Cast) -> None:
    Counted.objects.update(secrecy=CONCEALED)
    assert not Fact.objects.filter(told(cast["city_peace_officer"].viewer, MATTERS, Fact)).exists()


def test_who_sees_single_rows_is_told_by_them(cast: Cast) -> None:
    mediator = cast["mediator"].viewer
    assert not sees_by_place(mediator, MATTERS)
    assert facts_of_rows(mediator, MATTERS).values("source").distinct().count() == 1


@pytest.mark.parametrize("who", ["administrator", "security_administrator", "auditor"])
def test_whoever_keeps_the_system_is_told_nothing(cast: Cast, who: str) -> None:
    viewer = cast[who].viewer
    assert not facts_of_rows(viewer, MATTERS).exists()
    assert not Fact.objects.filter(told(viewer, MATTERS, Fact)).exists()


@pytest.mark.parametrize(
    ("who", "place"),
    [("city_leader", CITY), ("county_leader", COUNTY), ("township_leader", TOWNSHIP), ("mediator", VILLAGE)],
)
def test_one_is_told_of_the_own_place_without_asking_and_may_ask_of_those_around_it(
    cast: Cast, who: str, place: str
) -> None:
    viewer = cast[who].viewer
    assert own_place(viewer).startswith(CITY)
    assert place.startswith(own_place(viewer))
    assert all(may_ask(viewer, above) for above in (CITY, place, f"{place}001"))


def test_what_is_beside_the_own_place_may_not_be_asked_for(cast: Cast) -> None:
    assert not may_ask(cast["county_leader"].viewer, SIBLING_COUNTY)
    assert not may_ask(cast["township_leader"].viewer, SIBLING_TOWNSHIP)
    assert not may_ask(cast["city_leader"].viewer, "4110")
