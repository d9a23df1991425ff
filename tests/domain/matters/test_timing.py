"""A clock's due instant follows from its start, its allowance and its pauses, whatever was done to it in between."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters import timing
from sanling.domain.matters.changes import Change
from sanling.domain.matters.models import Clock, ClockChange, ClockPause, Entry, Matter
from sanling.domain.workflow.schema import ClockRule
from sanling.foundation.calendar import Allowance, TimeUnit, due
from sanling.foundation.holidays.schedules import workdays_at
from tests.domain.workflow.stage import NAME

CITY = "4101"
START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
SPANS = st.builds(Allowance, st.integers(0, 60), st.sampled_from(TimeUnit))
HOURS = st.integers(0, 500).map(lambda hours: timedelta(hours=hours))


def ruled(within: str = "30 d", warn: str | None = None) -> ClockRule:
    return ClockRule.model_validate(
        {"code": "work", "name": NAME.model_dump(), "within": within, "warn": warn}
    )


def clock_of(rule: ClockRule, at: datetime = START) -> Clock:
    (clock,) = timing.clocks_of([rule], Matter(pk=1, division_id=CITY), at)
    clock.pk = 7
    return clock


def moving(at: datetime, pauses: list[ClockPause], rule: ClockRule | None = None) -> timing.Mover:
    return timing.Mover(Entry(at=at), rule or ruled(), pauses, workdays_at(CITY), Change())


@given(SPANS, SPANS)
def test_a_clock_starts_now_with_its_whole_allowance_and_is_warned_of_no_sooner(
    within: Allowance, warn: Allowance
) -> None:
    clock = clock_of(ruled(str(within), str(warn)))
    assert (clock.started_at, clock.allowance) == (START, str(within))
    assert clock.due_at == due(start=START, days=workdays_at(CITY), allowance=within).at
    assert clock.warn_at is not None
    assert START <= clock.warn_at <= max(START, clock.due_at)
    assert clock_of(ruled(str(within))).warn_at is None


@pytest.mark.parametrize(
    ("warn", "before"),
    [
        ("5 d", timedelta(days=5)),
        ("5 wd", timedelta(days=5)),
        ("4 wh", timedelta(hours=4)),
        ("15 min", timedelta(minutes=15)),
    ],
)
def test_a_warning_comes_so_long_before_the_end(warn: str, before: timedelta) -> None:
    clock = clock_of(ruled("30 d", warn))
    assert clock.warn_at == clock.due_at - before


@given(st.lists(st.tuples(HOURS, HOURS), max_size=4), SPANS)
def test_pausing_and_resuming_moves_the_end_by_what_the_law_says_of_the_pauses(
    spans: list[tuple[timedelta, timedelta]], within: Allowance
) -> None:
    clock, now, pauses = clock_of(ruled(str(within))), START, list[ClockPause]()
    for runs, stands in spans:
        now += runs
        change = Change()
        timing.pause([clock], now=now, entry=Entry(at=now), change=change)
        (span, told) = change.new
        assert isinstance(span, ClockPause)
        assert isinstance(told, ClockChange)
        assert (span.begun_at, told.due_at, clock.paused_at) == (now, None, now)
        pauses.append(span)
        now += stands
        timing.resume(clock, until=now, by=moving(now, pauses))
        assert clock.paused_at is None
    closed = [(span.begun_at, span.ended_at) for span in pauses if span.ended_at]
    assert len(closed) == len(spans)
    assert clock.due_at == due(start=START, days=workdays_at(CITY), allowance=within, pauses=closed).at


def test_what_counted_on_meanwhile_is_due_when_it_was() -> None:
    clock, change = clock_of(ruled()), Change()
    was = clock.due_at
    timing.pause([clock], now=START + timedelta(days=2), entry=Entry(), change=change)
    pauses = [row for row in change.new if isinstance(row, ClockPause)]
    timing.resume(clock, until=None, by=moving(START + timedelta(days=9), pauses))
    assert clock.paused_at is None
    assert clock.due_at == was
    assert pauses[0].ended_at == pauses[0].begun_at


def test_a_clock_that_runs_is_not_resumed_and_one_that_stands_is_not_paused_again() -> None:
    clock, by = clock_of(ruled()), moving(START, [])
    timing.resume(clock, until=START, by=by)
    assert not by.change.new
    first, again = Change(), Change()
    timing.pause([clock], now=START, entry=Entry(), change=first)
    timing.pause([clock], now=START + timedelta(days=1), entry=Entry(), change=again)
    assert (clock.paused_at, again.new) == (START, [])


@pytest.mark.parametrize("late", [True, False])
def test_what_is_late_is_held_only_where_it_is_said(late: bool) -> None:
    clock, change = clock_of(ruled()), Change()
    clock.late_at = START
    timing.pause([clock], now=START, entry=Entry(), change=change, late=late)
    assert (clock.paused_at is not None) == late
    assert bool(change.new) == late


@given(within=st.integers(0, 60), more=st.integers(0, 60), unit=st.sampled_from(TimeUnit))
def test_more_time_is_as_if_it_had_been_given_from_the_start(within: int, more: int, unit: TimeUnit) -> None:
    clock = clock_of(ruled(f"{within} {unit.value}"))
    was, by = clock.due_at, moving(START, [])
    timing.extend(clock, more=more, by=by)
    assert clock.due_at == clock_of(ruled(f"{within + more} {unit.value}")).due_at
    (told,) = by.change.new
    assert isinstance(told, ClockChange)
    assert (told.was_due_at, told.due_at) == (was, clock.due_at)
    assert clock.warned_at is None


@pytest.mark.parametrize(
    ("at", "still_late"), [(START + timedelta(days=3), False), (START + timedelta(days=90), True)]
)
def test_a_late_clock_runs_again_if_the_new_end_is_to_come(at: datetime, *, still_late: bool) -> None:
    clock = clock_of(ruled("1 d"))
    clock.late_at = START + timedelta(days=2)
    timing.extend(clock, more=30, by=moving(at, []))
    assert (clock.late_at is not None) == still_late


def test_a_stopped_clock_is_done_where_it_was_met_and_dropped_where_it_was_not() -> None:
    met, not_met = clock_of(ruled()), clock_of(ruled())
    not_met.code, not_met.paused_at = "other", START
    timing.stop([met, not_met], now=START, met=frozenset({"work"}), change=Change())
    assert (met.ended_how, not_met.ended_how) == ("done", "dropped")
    assert not_met.stopped_at == START
    assert not_met.paused_at is None


def test_a_clock_of_a_rule_that_is_gone_is_moved_and_warned_of_no_more() -> None:
    clock = clock_of(ruled("30 d", "5 d"))
    timing.move(
        clock, due(start=START, days=workdays_at(CITY), allowance=Allowance.parse("60 d")), None, Change()
    )
    assert clock.warn_at is None
    assert clock.due_at > START + timedelta(days=59)


def test_a_matter_is_due_when_the_first_of_its_counting_clocks_is() -> None:
    soon, later, held = clock_of(ruled("2 d", "1 d")), clock_of(ruled("9 d")), clock_of(ruled("1 h"))
    held.paused_at = START
    matter = Matter()
    timing.refresh(matter, [later, held, soon])
    assert (matter.due_at, matter.warn_at) == (soon.due_at, soon.warn_at)
    timing.refresh(matter, [held])
    assert (matter.due_at, matter.warn_at) == (None, None)
