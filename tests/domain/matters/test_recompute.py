"""Deadlines follow the holidays as they are known by now: those that were guessed, and those that were certain."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Clock, ClockChange, Entry, Matter
from sanling.domain.matters.recompute import recompute
from sanling.domain.matters.scan import scan
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.workdays import Schedule, Workdays
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db

BEYOND = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 6, 5, 2, 0, tzinfo=UTC)
Known = Callable[..., None]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Let the schedules of all cities say that some days are off."""

    def say(*off: date, published: bool = True) -> None:
        years = {day.year for day in off} | {2027}
        said = [
            Schedule(year, published, frozenset(day for day in off if day.year == year), frozenset())
            for year in years
        ]
        days = Workdays(said)
        for module in ("recompute", "timing"):
            monkeypatch.setattr(f"sanling.domain.matters.{module}.workdays_at", lambda _path: days)

    return say


def at(instant: datetime, **changes: object) -> Matter:
    with clock.turned(to=instant):
        return registered(**changes).matter


def is_late(running: Clock) -> bool:
    running.refresh_from_db()
    return running.late_at is not None


def provisional(matter: Matter) -> list[bool]:
    return sorted({running.provisional for running in matter.clocks.exclude(allowance__endswith="h")})


def test_a_provisional_deadline_that_rests_on_nothing_new_stays(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = at(BEYOND, kind="petition")
    assert Clock.objects.filter(provisional=True).exists()
    assert matter.due_provisional == matter.clocks.earliest("due_at").provisional
    with clock.turned(to=BEYOND):
        assert recompute() == 0
    assert not ClockChange.objects.exists()


def test_a_deadline_that_the_schedule_moves_is_recorded_with_its_entry(
    cast: dict[str, Player], workflows: None, known: Known
) -> None:
    matter = at(BEYOND, kind="petition")
    moved = Clock.objects.filter(matter=matter, provisional=True).earliest("due_at")
    was = moved.due_at
    last = (was - timedelta(hours=9)).date()
    known(last)

    with clock.turned(to=BEYOND):
        assert recompute() >= 1

    moved.refresh_from_db()
    assert moved.due_at > was
    assert not moved.provisional
    change = ClockChange.objects.get(clock=moved)
    assert (change.was_due_at, change.due_at) == (was, moved.due_at)
    assert Entry.objects.get(pk=change.entry_id).code == "clock_recomputed"
    matter.refresh_from_db()
    nearest = matter.clocks.earliest("due_at")
    assert (matter.due_at, matter.due_provisional) == (nearest.due_at, nearest.provisional)
    with clock.turned(to=BEYOND):
        assert recompute() == 0


def test_a_schedule_that_confirms_a_guess_ends_it_without_an_entry(
    cast: dict[str, Player], workflows: None, known: Known
) -> None:
    matter = at(BEYOND, kind="petition")
    known()
    with clock.turned(to=BEYOND):
        assert recompute() == 0
    matter.refresh_from_db()
    assert provisional(matter) == [False]
    assert not matter.due_provisional
    assert not Entry.objects.filter(code="clock_recomputed").exists()


def test_a_correction_of_a_published_schedule_moves_what_was_certain(
    cast: dict[str, Player], workflows: None, known: Known
) -> None:
    matter = at(FRIDAY, kind="petition")
    assert provisional(matter) == [False]
    before = {running.pk: running.due_at for running in matter.clocks.all()}
    ends = {(due - timedelta(hours=9)).date() for due in before.values()}
    known(*ends)
    with clock.turned(to=FRIDAY):
        assert recompute() >= 1
    moved = {running.pk for running in matter.clocks.all() if running.due_at != before[running.pk]}
    assert moved
    assert {running.pk for running in matter.clocks.filter(allowance__endswith=" h")}.isdisjoint(moved)


def test_a_late_one_runs_again_only_where_it_is_given_time_to_come(
    cast: dict[str, Player], workflows: None, known: Known
) -> None:
    matter = at(FRIDAY, kind="petition")
    late = matter.clocks.filter(allowance__endswith="d").earliest("due_at")
    after = late.due_at + timedelta(hours=2)
    known(late.due_at.date(), (late.due_at + timedelta(days=1)).date())
    with clock.turned(to=after):
        scan()
        assert is_late(late)
        assert recompute() >= 1
        assert not is_late(late)
        assert late.due_at > after
    with clock.turned(to=late.due_at + timedelta(days=30)):
        scan()
        known(*(late.due_at.date() + timedelta(days=n) for n in range(5)))
        recompute()
        assert is_late(late)


def test_paused_and_ended_clocks_are_left(cast: dict[str, Player], workflows: None, known: Known) -> None:
    matter = at(FRIDAY, kind="petition")
    known(*(FRIDAY.date() + timedelta(days=n) for n in range(60)))
    matter.clocks.update(paused_at=FRIDAY)
    assert recompute() == 0
    matter.clocks.update(paused_at=None, stopped_at=FRIDAY)
    assert recompute() == 0


def test_what_stays_costs_the_same_few_statements_however_many(
    cast: dict[str, Player], workflows: None
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            recompute()
        return len(seen)

    at(FRIDAY)
    with clock.turned(to=FRIDAY):
        before = cost()
        for _n in range(5):
            registered()
        assert cost() == before
