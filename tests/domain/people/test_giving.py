"""Posts are given by who may, within what is their own, and never by oneself or into one's own unit alone."""

from collections.abc import Sequence

import pytest

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.domain.people.giving import (
    brought_in,
    confirms,
    keeps_to_lines,
    may_change,
    may_give,
    roles_given,
    to_confirm,
)
from sanling.domain.people.models import Post, Unit
from sanling.foundation.accounts.actions.create_user import create_user
from tests.city import COUNTY, SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City
from tests.domain.people.reaches import reach, viewer
from tests.profiles import differing

Cast = dict[str, Player]
GIVEN = {"intake_officer", "mediator", "grid_worker"}
ONLY_OWN_HAZARDS = {"matters": {"kinds": {"hazard": {"scope": "own"}}}}
NO_HAZARDS = {"matters": {"kinds": {"hazard": {"scope": "none"}}}}


def unit(lines: Sequence[str] = ()) -> Unit:
    return Unit(pk=10, division_id=TOWNSHIP, lines=list(lines))


@pytest.mark.parametrize(
    ("own", "of_unit", "narrowed", "keeps"),
    [
        ((), (), (), True),
        ((), ("hazard",), (), True),
        (("hazard",), ("hazard",), (), True),
        (("hazard",), ("hazard", "petition"), (), False),
        (("hazard",), ("hazard", "petition"), ("hazard",), True),
        (("hazard",), (), (), False),
        (("hazard",), (), ("petition",), False),
    ],
)
def test_nobody_gives_a_line_that_is_not_their_own(
    own: tuple[str, ...], of_unit: tuple[str, ...], narrowed: tuple[str, ...], *, keeps: bool
) -> None:
    assert keeps_to_lines(reach(lines=own, unit_lines=own), unit(of_unit), narrowed) == keeps


def test_who_confirms_is_the_security_administrator_and_whoever_gives_posts() -> None:
    assert confirms(reach("security_administrator"))
    assert confirms(reach("centre_director"))
    assert not confirms(reach("mediator"))
    assert not confirms(reach("auditor"))


@pytest.mark.django_db
def test_roles_are_given_at_ones_own_unit_and_in_ones_own_territory(city: City, cast: Cast) -> None:
    director = cast["centre_director"].viewer
    own, below = city.centre(TOWNSHIP), city.unit(f"village_committee-{VILLAGE}")
    assert roles_given(director, own) == frozenset(director.own.role.appoints)
    assert roles_given(director, below) == frozenset(director.own.role.appoints)
    for foreign in (city.centre(SIBLING_TOWNSHIP), city.centre(COUNTY)):
        assert roles_given(director, foreign) == frozenset()
    assert roles_given(cast["mediator"].viewer, below) == frozenset()
    assert roles_given(None, own) == frozenset()
    elsewhere = Unit(pk=own.pk, division_id=TOWNSHIP)
    elsewhere.city = "4110"
    assert roles_given(director, elsewhere) == frozenset()


@pytest.mark.django_db
def test_a_post_is_given_for_divisions_that_are_all_the_givers_own(city: City, cast: Cast) -> None:
    director, own = cast["centre_director"].viewer, city.centre(TOWNSHIP)
    assert may_give(director, own, "intake_officer", [TOWNSHIP], [])
    assert may_give(director, own, "intake_officer", [VILLAGE], [])
    assert not may_give(director, own, "intake_officer", [VILLAGE, SIBLING_TOWNSHIP], [])
    assert not may_give(director, own, "intake_officer", [COUNTY], [])
    assert not may_give(director, own, "auditor", [TOWNSHIP], [])


@pytest.mark.django_db
def test_nobody_changes_their_own_post_and_a_director_those_below(cast: Cast) -> None:
    director = cast["centre_director"]
    assert may_change(director.viewer, cast["intake_officer"].post)
    assert not may_change(director.viewer, director.post)
    Post.objects.filter(pk=cast["grid_worker"].post.pk).update(user=director.user, unit=director.post.unit)
    own = Post.objects.select_related("unit").get(pk=cast["grid_worker"].post.pk)
    assert own.role in director.viewer.own.role.appoints
    assert not may_change(director.viewer, own)
    assert not may_change(director.viewer, cast["sibling_township_intake"].post)
    assert not may_change(cast["intake_officer"].viewer, cast["mediator"].post)


@pytest.mark.django_db
def test_brought_in_are_people_of_other_units_alone_into_a_unit_of_ones_own(city: City, cast: Cast) -> None:
    director = cast["centre_director"].viewer
    own, elsewhere = city.centre(TOWNSHIP).pk, city.centre(COUNTY).pk
    users = [cast[who].user.pk for who in ("mediator", "intake_officer", "two_posts")]
    new = create_user(actor=TEST, username="xiaoyu", display_name="钟小雨").pk
    # The officer is here already, the new account nowhere.
    assert brought_in(director, own, [*users, new]) == {cast["mediator"].user.pk}
    assert brought_in(director, elsewhere, users) == frozenset()


@pytest.mark.django_db
def test_what_waits_is_confirmed_by_a_second_person_who_could_have_given_it(city: City, cast: Cast) -> None:
    director = cast["centre_director"]
    user = create_user(actor=director.viewer, username="xiaoyu", display_name="钟小雨")
    new = NewPost(
        user_id=user.pk,
        unit_id=city.centre(TOWNSHIP).pk,
        role="intake_officer",
        name="钟小雨",
        paths=[TOWNSHIP],
    )
    waiting = appoint(actor=director.viewer, new=new)
    may = {
        who
        for who, player in cast.items()
        if player.key != "former_intake_officer" and waiting in to_confirm(player.viewer)
    }
    assert may == {"county_centre_director", "administrator", "security_administrator"}
    Post.objects.filter(pk=waiting.pk).update(waiting=False)
    assert waiting not in to_confirm(cast["security_administrator"].viewer)


def test_a_reach_that_gives_only_at_its_own_unit_gives_nowhere_else() -> None:
    leader = viewer(reach("department_leader", unit=10))
    if leader.own.role.scope in {"unit", "own"}:
        below = Unit(pk=99, division_id=VILLAGE)
        below.city = "4101"
        assert roles_given(leader, below) == frozenset()


@pytest.mark.django_db
def test_what_one_sees_by_unit_in_a_room_is_given_at_ones_own_unit_alone(city: City, cast: Cast) -> None:
    own, below = city.centre(COUNTY), city.centre(TOWNSHIP)
    director = cast["county_centre_director"]
    assert roles_given(director.viewer, own) == roles_given(director.viewer, below) == GIVEN
    with differing({"centre_director": ONLY_OWN_HAZARDS}):
        assert roles_given(director.viewer, own) == GIVEN
        assert roles_given(director.viewer, below) == set()
    # Who sees no hazards may be given elsewhere by who sees but some.
    with differing({"centre_director": ONLY_OWN_HAZARDS, "mediator": NO_HAZARDS}):
        assert roles_given(director.viewer, below) == {"mediator"}


@pytest.mark.django_db
def test_who_confirms_is_who_might_give(city: City, cast: Cast) -> None:
    unit, giver = city.centre(TOWNSHIP), cast["centre_director"].viewer
    user = create_user(actor=giver, username="xiaoyu", display_name="钟小雨")
    new = NewPost(user_id=user.pk, unit_id=unit.pk, role="mediator", name="钟小雨", paths=[TOWNSHIP])
    post = appoint(actor=giver, new=new)
    above = cast["county_centre_director"]
    assert to_confirm(above.viewer).get() == post
    with differing({"centre_director": ONLY_OWN_HAZARDS}):
        assert not to_confirm(above.viewer).exists()
    with differing({"centre_director": ONLY_OWN_HAZARDS, "mediator": NO_HAZARDS}):
        assert to_confirm(above.viewer).get() == post
