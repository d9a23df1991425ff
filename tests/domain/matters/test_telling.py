"""Told of a matter is who may open it at that moment, judged for many at once as the pages judge one."""

from itertools import product

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import can_see
from sanling.domain.matters.models import Relation
from sanling.domain.matters.telling import may_know_tie, who_may_open
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import TEST, City
from tests.domain.matters.helpers import act, against, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def test_it_agrees_with_what_each_post_sees_and_takes_five_statements_at_most(
    city: City, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    players = [player for player in cast.values() if player.key != "former_intake_officer"]
    matters = [
        in_mediation(cast),
        registered(kind="petition", category="other").matter,
        registered(division="410104003001").matter,
        against(city.unit("housing-410105").pk),
    ]
    pairs = [(player.post.pk, matter) for player, matter in product(players, matters)]
    with django_assert_max_num_queries(5):
        told = who_may_open(pairs)
    seen = {
        (player.post.pk, matter.pk)
        for player, matter in product(players, matters)
        if can_see(player.viewer, matter.pk)
    }
    assert told == seen
    assert len(seen) not in {0, len(pairs)}


def test_nobody_is_asked_about_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert who_may_open([]) == set()


def test_a_post_that_has_ended_is_told_of_nothing(cast: Cast) -> None:
    matter, post = registered().matter, cast["intake_officer"].post
    assert who_may_open([(post.pk, matter)]) == {(post.pk, matter.pk)}
    with clock.turned(to=clock.now()):
        end_post(actor=TEST, post_id=post.pk)
        assert who_may_open([(post.pk, matter)]) == set()


def test_a_tie_is_known_to_who_may_know_both_ends_and_by_no_post_that_is_not_held(cast: Cast) -> None:
    first, again = (registered(kind="petition", category="other").matter for _nth in range(2))
    officer = cast["intake_officer"]
    act(officer.viewer, again, "relate", {"number": first.number, "relation": "repeat_of"})
    tie = (Relation.Kind.REPEAT_OF.value, first.pk)
    known = {
        who: may_know_tie(cast[who].post.pk, again.pk, tie)
        for who in ("intake_officer", "county_leader", "sibling_county_intake", "former_intake_officer")
    }
    assert known == {
        "intake_officer": True,
        "county_leader": False,
        "sibling_county_intake": False,
        "former_intake_officer": False,
    }
