"""An inbox heaps what waits by urgency; a matter's page is read with few queries."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Matter
from sanling.domain.matters.queries import (
    Tab,
    find_matter,
    inbox,
    inbox_counts,
    surroundings,
    waiting_counts,
)
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import City
from tests.domain.matters.helpers import act, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def heaps(cast: Cast, who: str) -> dict[str, set[int]]:
    """Return what lies in each heap that has something."""
    viewer, now = cast[who].viewer, clock.now()
    found = {tab.value: {row.pk for way in inbox(viewer, tab, now) for row in way} for tab in Tab}
    assert {tab: len(rows) for tab, rows in found.items()} == inbox_counts(viewer, now)
    return {tab: rows for tab, rows in found.items() if rows}


def test_each_of_the_cast_finds_what_waits_for_them(city: City, cast: Cast) -> None:
    idle, mediated = registered().matter, in_mediation(cast)
    units = [city.unit("housing-410105").pk]
    act(cast["intake_officer"].viewer, mediated, "whistle", {"units": units, "task": "协助"})
    Matter.objects.update(due_at=clock.now() + timedelta(days=2), warn_at=None)
    assert heaps(cast, "intake_officer") == {"unassigned": {idle.pk}}
    assert heaps(cast, "mediator") == {"mine": {mediated.pk}}
    assert heaps(cast, "department_clerk") == {"joint": {mediated.pk}}
    assert heaps(cast, "county_intake_officer") == heaps(cast, "sibling_county_intake") == {}
    Matter.objects.update(warn_at=clock.now() - timedelta(hours=1))
    assert heaps(cast, "mediator") == {"mine": {mediated.pk}, "soon": {mediated.pk}}
    Matter.objects.update(due_at=clock.now() - timedelta(minutes=1))
    assert heaps(cast, "intake_officer")["late"] == {idle.pk, mediated.pk}
    assert heaps(cast, "county_intake_officer") == {"watched": {idle.pk, mediated.pk}}
    Matter.objects.update(paused=True)
    assert heaps(cast, "county_intake_officer") == {}
    assert "late" not in heaps(cast, "mediator")


def test_what_has_ended_or_was_merged_waits_for_nobody(cast: Cast) -> None:
    first, again, over = (registered().matter for _nth in range(3))
    officer = cast["intake_officer"].viewer
    act(officer, again, "merge", {"number": first.number})
    act(officer, over, "refuse", {"cause": "outside", "reason": "不属于"})
    assert heaps(cast, "intake_officer") == {"unassigned": {first.pk}}


def test_all_heaps_are_counted_with_one_query_and_each_family_by_itself(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _nth in range(3):
        registered()
    officer, now = cast["intake_officer"].viewer, clock.now()
    with django_assert_num_queries(1):
        assert inbox_counts(officer, now)[Tab.UNASSIGNED] == 3
    with django_assert_num_queries(1):
        assert waiting_counts(officer, now, ["reported", "square"]) == {"reported": 3, "square": 0}
    with django_assert_num_queries(0):
        assert waiting_counts(officer, now, []) == {}


def test_a_matter_is_found_by_its_number_with_all_around_it_and_by_nobody_else(
    city: City, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other, matter = registered().matter, in_mediation(cast)
    officer = cast["intake_officer"].viewer
    act(officer, matter, "relate", {"number": other.number, "relation": "born_from"})
    find_matter(officer, matter.number)
    with django_assert_num_queries(2):
        found = find_matter(officer, matter.number)
        assert found
        assert [party.role for party in found.parties.all()] == ["applicant"]
        assert found.assignee
        assert found.assignee.unit.name
    with django_assert_num_queries(2):
        around = surroundings(officer, found)
    assert around.place == "金水区 花园路街道 通信花园社区居民委员会"
    assert around.participants[0] == found.unit.name
    assert [(tie.kind, tie.number, tie.reverse) for tie in around.related] == [
        ("born_from", other.number, False)
    ]
    assert [clock_row.stopped_at is None for clock_row in around.clocks] == sorted(
        (clock_row.stopped_at is None for clock_row in around.clocks), reverse=True
    )
    there = find_matter(officer, other.number)
    assert there
    assert [(tie.other, tie.reverse) for tie in surroundings(officer, there).related] == [(matter.pk, True)]
    for stranger in (cast["sibling_county_intake"].viewer, None):
        assert find_matter(stranger, matter.number) is None
