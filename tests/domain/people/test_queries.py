"""Who is in charge of what at a unit."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.queries import in_charge
from sanling.foundation import clock
from tests.city import COUNTY, TEST, TOWNSHIP, VILLAGE, City


def test_a_units_page_tells_leaders_first_and_what_each_answers_for(
    city: City, cast: dict[str, Player]
) -> None:
    page = in_charge(city.unit(f"village_committee-{VILLAGE}").pk)
    assert page is not None
    assert page.above == city.centre(TOWNSHIP)
    assert page.posts[0].post == cast["village_secretary"].post
    grids = next(row for row in page.posts if row.role.code == "grid_worker")
    assert [division.pk for division in grids.divisions] == [f"{VILLAGE}001", f"{VILLAGE}003"]


def test_posts_that_have_ended_are_not_on_it(city: City, cast: dict[str, Player]) -> None:
    page = in_charge(city.centre(TOWNSHIP).pk)
    assert page is not None
    assert {row.post for row in page.posts} == {
        cast["centre_director"].post,
        cast["intake_officer"].post,
        cast["two_posts"].post,
    }


def test_it_tells_lines_and_who_stands_in(city: City, cast: dict[str, Player]) -> None:
    now = clock.now()
    clerk, leader = cast["department_clerk"].post, cast["department_leader"].post
    substitute(
        actor=TEST,
        post_id=clerk.pk,
        substitute_id=leader.pk,
        begins_at=now,
        ends_at=now + timedelta(days=1),
    )
    page = in_charge(city.unit(f"housing-{COUNTY}").pk)
    assert page is not None
    charged = next(row for row in page.posts if row.post == clerk)
    assert charged.lines[:2] == ["property_management", "house_homestead"]
    assert charged.substitutes == [leader]


def test_it_takes_as_many_queries_for_one_post_as_for_many(city: City, cast: dict[str, Player]) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    with CaptureQueriesContext(connection) as captured:
        in_charge(unit.pk)
    assert len(captured) <= 7


def test_an_unknown_unit_has_no_page(city: City) -> None:
    assert in_charge(0) is None
