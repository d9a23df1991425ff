"""The predicate of access in memory: each axis opens and closes a row by itself, whatever the others say."""

from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player
from sanling.domain.people.sight import Standpoint, acted_as, sees, viewers_of
from tests.city import COUNTY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE
from tests.domain.people.reaches import reach, viewer

NOBODYS = Standpoint(
    room="matters",
    family="reported",
    kind="dispute",
    division=VILLAGE,
    lines=frozenset({"dispute", "neighbours"}),
    units=frozenset(),
    posts=frozenset(),
    confidentiality=0,
    concealed_from=frozenset(),
)


def row(**changes: Any) -> Standpoint:
    """Return a row that is nobody's but for what is said."""
    sets = {name: frozenset(value) for name, value in changes.items() if isinstance(value, set)}
    kept: Standpoint = replace(NOBODYS, **{**changes, **sets})
    return kept


def test_jurisdiction_opens_what_lies_in_it_and_nothing_beside() -> None:
    officer = viewer(reach("intake_officer", at=TOWNSHIP))
    assert sees(officer, row())
    assert not sees(officer, row(division=f"{SIBLING_TOWNSHIP}003"))
    assert not sees(officer, row(division=COUNTY))


def test_a_department_with_lines_sees_these_and_what_it_takes_part_in_anywhere() -> None:
    officer = viewer(reach("petition_officer", unit=20, at=COUNTY, unit_lines=("hazard",)))
    assert not sees(officer, row())
    assert sees(officer, row(lines={"hazard", "fire"}))
    assert not sees(officer, row(lines={"hazard"}, division="410104003"))
    assert sees(officer, row(units={20}))
    assert sees(officer, row(units={20}, division="410104003"))
    assert not sees(officer, row(units={21}))


def test_whose_scope_is_the_unit_sees_what_it_takes_part_in_and_nothing_by_place() -> None:
    clerk = viewer(reach("department_clerk", unit=20, at=COUNTY))
    assert clerk.own.role.scope == "unit"
    assert not sees(clerk, row())
    assert sees(clerk, row(units={20}))


def test_who_answers_for_a_part_sees_that_part_and_what_is_their_own() -> None:
    part = viewer(reach("intake_officer", at=TOWNSHIP, paths=(f"{TOWNSHIP}010",)))
    assert not sees(part, row())
    assert sees(part, row(division=f"{TOWNSHIP}010"))
    assert sees(part, row(posts={1}))
    by_line = viewer(
        reach("petition_officer", unit=20, at=COUNTY, lines=("fire",), unit_lines=("fire", "petition"))
    )
    assert sees(by_line, row(lines={"hazard", "fire"}))
    assert not sees(by_line, row(lines={"petition"}))
    assert not sees(by_line, row(lines={"petition"}, units={20}))


def test_whose_scope_is_their_own_sees_what_they_are_charged_with_and_no_more() -> None:
    mediator = viewer(reach("grid_worker", post=7))
    assert mediator.own.role.scope == "own"
    assert sees(mediator, row(posts={7}, division="410104"))
    assert not sees(mediator, row(posts={8}, units={10}))


def test_who_administers_sees_nothing_whatever_is_theirs() -> None:
    auditor = viewer(reach("auditor", at="4101", unit=20))
    assert auditor.own.role.scope == "none"
    assert not sees(auditor, row(posts={1}, units={20}))


def test_confidentiality_closes_what_all_else_opens() -> None:
    officer = viewer(reach("intake_officer"))
    clearance = officer.own.role.clearance
    assert sees(officer, row(confidentiality=clearance))
    assert not sees(officer, row(confidentiality=clearance + 1, posts={1}, units={10}))


@pytest.mark.parametrize("unit", [10, 55])
def test_what_is_concealed_from_one_of_a_persons_units_is_concealed_whatever_shows_it(unit: int) -> None:
    officer = viewer(reach("intake_officer"), reach("centre_director", post=2, unit=12), other_units=[55])
    assert sees(officer, row(concealed_from={99}))
    assert not sees(officer, row(concealed_from={unit}, posts={1}))
    assert not sees(officer, row(concealed_from={12}))


def test_one_reach_alone_must_open_a_row_and_rights_of_two_are_not_mixed() -> None:
    cleared_elsewhere = reach("petition_officer", post=2, unit=30, at=SIBLING_TOWNSHIP)
    here = reach("grid_worker", post=1)
    both = viewer(here, cleared_elsewhere)
    secret = cleared_elsewhere.role.clearance
    assert secret > here.role.clearance
    assert not sees(both, row(posts={1}, confidentiality=secret))
    assert acted_as([both, viewer(reach(post=5))]) == {1, 2, 5}


@pytest.mark.django_db
def test_many_viewers_are_read_with_two_statements_and_are_those_that_one_by_one_are(
    cast: dict[str, Player], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    posts = [post for player in cast.values() for post in player.posts]
    keys = [post.pk for post in posts]
    viewers_of(keys[:1])
    with django_assert_num_queries(2):
        found = viewers_of(keys)
    alone = {post.pk: viewer_for(post) for post in posts}
    assert found == {pk: who for pk, who in alone.items() if who is not None}
    assert cast["former_intake_officer"].post.pk not in found
    with django_assert_num_queries(0):
        assert viewers_of([]) == {}
