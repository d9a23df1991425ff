"""Clocks of a matter: started by one act, stopped by another, moved only by a recorded act.

A clock's due instant always follows from its start, its allowance and its pauses, so that moving it is recomputing it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanling.domain.matters.changes import Change
from sanling.domain.matters.models import Assignment, Clock, ClockChange, ClockPause, Entry, Matter, Stage
from sanling.domain.workflow.schema import ClockRule
from sanling.foundation.calendar import Allowance, Due, TimeUnit, due
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.workdays import Workdays

# How long before its end a period in working time is warned of, per unit: the day or hour itself, days off aside.
_LENGTH = {
    TimeUnit.MINUTE: timedelta(minutes=1),
    TimeUnit.HOUR: timedelta(hours=1),
    TimeUnit.WORKING_HOUR: timedelta(hours=1),
    TimeUnit.DAY: timedelta(days=1),
    TimeUnit.WORKING_DAY: timedelta(days=1),
}


def clocks_of(
    rules: Iterable[ClockRule],
    matter: Matter,
    now: datetime,
    *,
    stage: Stage | None = None,
    assignment: Assignment | None = None,
) -> list[Clock]:
    """Return one clock a rule, started now, not yet saved."""
    days = workdays_at(matter.division_id)
    return [_new(rule, days, matter=matter, now=now, stage=stage, assignment=assignment) for rule in rules]


def _new(
    rule: ClockRule,
    days: Workdays,
    *,
    matter: Matter,
    now: datetime,
    stage: Stage | None,
    assignment: Assignment | None,
) -> Clock:
    end = due(start=now, allowance=rule.within, days=days)
    return Clock(
        matter=matter,
        stage=stage,
        assignment=assignment,
        code=rule.code,
        allowance=str(rule.within),
        started_at=now,
        due_at=end.at,
        provisional=end.provisional,
        warn_at=warn_instant(rule, started_at=now, due_at=end.at),
    )


def warn_instant(rule: ClockRule, *, started_at: datetime, due_at: datetime) -> datetime | None:
    """Return when to warn, never before the clock started."""
    if rule.warn is None:
        return None
    return max(started_at, due_at - rule.warn.amount * _LENGTH[rule.warn.unit])


def stop(clocks: Sequence[Clock], *, now: datetime, met: frozenset[str], change: Change) -> None:
    """End clocks for good: done are those whose codes are ``met``, the others are not needed any more."""
    for clock in clocks:
        how = Clock.Ended.DONE if clock.code in met else Clock.Ended.DROPPED
        change.set(clock, stopped_at=now, paused_at=None, ended_how=how)


def pause(
    clocks: Sequence[Clock], *, now: datetime, entry: Entry, change: Change, late: bool = False
) -> None:
    """Stop counting, until `resume`; a clock already late stays late, and is held only where ``late`` ones are."""
    for clock in clocks:
        if clock.paused_at is None and (late or clock.late_at is None):
            change.set(clock, paused_at=now)
            change.add(
                ClockPause(clock=clock, begun_at=now),
                ClockChange(clock=clock, entry=entry, was_due_at=clock.due_at, due_at=None),
            )


@dataclass(frozen=True)
class Mover:
    """What moves a clock: an act with its entry, by the clock's rule, its pauses until then and its city's days."""

    entry: Entry
    rule: ClockRule | None
    pauses: Sequence[ClockPause]
    days: Workdays
    change: Change


def resume(clock: Clock, *, until: datetime | None, by: Mover) -> None:
    """Count a paused clock on: it is due later by what the pause took ``until`` now, by nothing if it counted on."""
    if clock.paused_at is None:
        return
    for span in by.pauses:
        if span.ended_at is None:
            by.change.set(span, ended_at=until or span.begun_at)
    by.change.set(clock, paused_at=None)
    _move(clock, by)


def extend(clock: Clock, *, more: int, by: Mover) -> None:
    """Give a clock more time, in its own unit; a clock that was late runs again if the new instant is to come."""
    given = Allowance.parse(clock.allowance)
    by.change.set(clock, allowance=str(Allowance(given.amount + more, given.unit)))
    _move(clock, by)
    if clock.late_at is not None and clock.due_at > by.entry.at:
        by.change.set(clock, late_at=None)


def end_of(clock: Clock, pauses: Sequence[ClockPause], days: Workdays) -> Due:
    """Return when a clock ends by its start, allowance and closed pauses."""
    return due(
        start=clock.started_at,
        allowance=Allowance.parse(clock.allowance),
        days=days,
        pauses=[(span.begun_at, span.ended_at) for span in pauses if span.ended_at],
    )


def move(clock: Clock, end: Due, rule: ClockRule | None, change: Change) -> None:
    """Let a clock end at another instant, and be warned of by its rule."""
    warn = warn_instant(rule, started_at=clock.started_at, due_at=end.at) if rule else None
    change.set(clock, due_at=end.at, provisional=end.provisional, warn_at=warn)


def _move(clock: Clock, by: Mover) -> None:
    was = clock.due_at
    move(clock, end_of(clock, by.pauses, by.days), by.rule, by.change)
    by.change.set(clock, warned_at=None)
    by.change.add(ClockChange(clock=clock, entry=by.entry, was_due_at=was, due_at=clock.due_at))


# What `refresh` keeps of the nearest clock.
KEPT = ("due_at", "due_provisional", "warn_at")


def refresh(matter: Matter, running: Iterable[Clock]) -> None:
    """Copy the nearest of the running clocks to the matter, by which lists are sorted; not saved here."""
    counting = [clock for clock in running if clock.paused_at is None]
    nearest = min(counting, key=lambda clock: clock.due_at, default=None)
    matter.due_at = nearest.due_at if nearest else None
    matter.due_provisional = nearest is not None and nearest.provisional
    matter.warn_at = min((clock.warn_at for clock in counting if clock.warn_at), default=None)
