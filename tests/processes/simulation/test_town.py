"""A city in memory has the units, posts and places that the city has."""

from datetime import timedelta

import pytest

from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.processes.simulation.posters import hang_posters
from sanling.processes.simulation.town import Town, read_town
from tests.city import BEGAN, COUNTY, GRIDS, TEST, TOWNSHIP, VILLAGE, City


@pytest.fixture
def town(staffed: City) -> Town:
    return read_town(staffed.profile, seed=1, since=BEGAN)


def test_who_is_in_office_acts_as_in_the_city(town: Town, cast: dict[str, Player]) -> None:
    for player in cast.values():
        for post in player.posts:
            viewer = viewer_for(post)
            assert town.posts.get(post.pk) == viewer
    assert cast["former_intake_officer"].post.pk not in town.posts


def test_who_came_later_does_not_act(staffed: City, cast: dict[str, Player]) -> None:
    later = cast["mediator"].post
    Post.objects.filter(pk=later.pk).update(begins_at=BEGAN + timedelta(days=1))
    assert later.pk not in read_town(staffed.profile, seed=1, since=BEGAN).posts


def test_reports_are_taken_in_by_the_nearest_centre(town: Town, staffed: City) -> None:
    assert town.centre_for(f"{VILLAGE}001").code == f"governance_centre-{TOWNSHIP}"
    assert town.centre_for(COUNTY).code == f"governance_centre-{COUNTY}"
    with pytest.raises(LookupError, match="No unit takes in"):
        town.centre_for("9901")


def test_staff_are_found_by_unit_and_role(town: Town, cast: dict[str, Player]) -> None:
    mediator = cast["mediator"].post
    found = town.staff(mediator.unit_id, ("mediator",))
    assert mediator.pk in {post.post_id for post in found}
    assert {post.own.role.code for post in found} == {"mediator"}
    assert {*map(id, found)} <= {*map(id, town.staff(mediator.unit_id))}
    assert town.staff(0) == []
    assert {post.own.unit_division for post in town.staff_at(TOWNSHIP, ("*",))} == {TOWNSHIP}


def test_matters_lie_in_grids_and_at_posters_with_points_inside(staffed: City) -> None:
    hang_posters(actor=TEST, profile=staffed.profile, home=VILLAGE, at=BEGAN)
    there = read_town(staffed.profile, seed=1, since=BEGAN).villages[VILLAGE]
    assert [spot.path for spot in there.spots] == [f"{VILLAGE}{nth:03d}" for nth in range(1, GRIDS + 1)]
    assert all(spot.lon and spot.lat for spot in there.spots)
    assert [spot.code for spot in there.posters] == ["ZZ-HYL-0001"]
