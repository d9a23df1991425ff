"""A map goes no higher than what somebody answers for, and tells nothing of what is beside it."""

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.map.access import may_look_at, tells_of, top_of
from tests.city import CITY, COUNTY, SIBLING_COUNTY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.mark.parametrize(
    ("who", "top"),
    [("city_leader", CITY), ("county_leader", COUNTY), ("township_leader", TOWNSHIP), ("mediator", VILLAGE)],
)
def test_the_highest_place_is_what_the_posts_answer_for(cast: Cast, who: str, top: str) -> None:
    viewer = cast[who].viewer
    assert top_of(viewer).startswith(top[:4])
    assert top.startswith(top_of(viewer))
    assert may_look_at(viewer, top)


def test_what_is_beside_it_is_not_there(cast: Cast) -> None:
    county, township = cast["county_leader"].viewer, cast["township_leader"].viewer
    assert not may_look_at(county, CITY)
    assert not may_look_at(county, SIBLING_COUNTY)
    assert not may_look_at(township, SIBLING_TOWNSHIP)
    assert not may_look_at(township, COUNTY)


def test_of_places_of_nobody_there_no_number_is_told(cast: Cast) -> None:
    viewer = cast["township_leader"].viewer
    assert tells_of(viewer, TOWNSHIP)
    assert tells_of(viewer, VILLAGE)
    assert tells_of(viewer, COUNTY)
    assert not tells_of(viewer, SIBLING_TOWNSHIP)
