"""Targets of a definition are the posts in office that they mean, each once, read once a unit."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Matter
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.notices.targets import WORTH_READING, Directory
from tests.city import COUNTY, TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def matter(cast: Cast, workflows: None) -> Matter:
    made = registered().matter
    act(cast["intake_officer"].viewer, made, "assign", {"mediator": cast["mediator"].post.pk})
    return Matter.objects.select_related("unit").get(pk=made.pk)


def keys(cast: Cast, *who: str) -> list[int]:
    return [cast[player].post.pk for player in who]


def test_each_target_means_the_posts_of_its_role_where_it_says(cast: Cast, matter: Matter) -> None:
    directory = Directory()
    expected = {
        "assignee": ["mediator"],
        "holder:intake_officer": ["intake_officer", "two_posts"],
        "holder:centre_director": ["centre_director"],
        "above:intake_officer": ["county_intake_officer"],
        "county:peace_officer": ["peace_officer"],
        "city:peace_officer": ["city_peace_officer"],
        "city:intake_officer": ["city_intake_officer"],
        "party": [],
        "holder:mediator": [],
        "holder": [],
        "": [],
    }
    for target, who in expected.items():
        assert directory.posts_of(matter, [target]) == keys(cast, *who), target


def test_several_targets_that_mean_one_post_give_it_once(cast: Cast, matter: Matter) -> None:
    targets = ["assignee", "holder:centre_director", "assignee", "holder:centre_director"]
    assert Directory().posts_of(matter, targets) == keys(cast, "mediator", "centre_director")


def test_nobody_is_assigned_where_nobody_is_and_above_the_top_is_nobody(cast: Cast, workflows: None) -> None:
    top = registered(division="4101").matter
    assert Directory().posts_of(top, ["assignee", "above:intake_officer"]) == []


def test_a_unit_is_read_once_and_many_with_one_query(
    city: City, cast: Cast, matter: Matter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    directory = Directory()
    directory.posts_of(matter, ["holder:intake_officer", "above:intake_officer", "city:intake_officer"])
    with django_assert_num_queries(0):
        directory.posts_of(matter, ["holder:centre_director", "above:centre_director", "city:intake_officer"])
    many = Directory()
    units = [city.centre(path).pk for path in (TOWNSHIP, COUNTY, "4101")]
    units += [city.unit(code).pk for code in ("housing-410105", "police-410105", "petitions-410105")]
    assert len(units) >= WORTH_READING
    with django_assert_num_queries(1):
        many.read(units)
        assert many.at_unit(units[0], "intake_officer") == keys(cast, "intake_officer", "two_posts")
        assert many.at_unit(units[3], "nobody") == []
    with django_assert_num_queries(0):
        Directory().read(units[:2])


def test_whoever_has_left_is_not_meant_any_more(cast: Cast, matter: Matter) -> None:
    with clock.turned(to=clock.now()):
        end_post(actor=TEST, post_id=cast["centre_director"].post.pk)
        assert Directory().posts_of(matter, ["holder:centre_director"]) == []
