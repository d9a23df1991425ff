"""Clocks of a matter: started by one act, stopped by another, moved only by a recorded act.

A clock's due instant always follows from its start, its allowance and its pauses, so that moving it is recomputing it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Min, QuerySet, Value, When

from sanling.domain.matters.models import Assignment, Clock, ClockChange, ClockPause, Entry, Matter, Stage
from sanling.domain.workflow.schema import ClockRule
from sanling.foundation.calendar import Allowance, Due, Unit, due
from sanling.foundation.database.prepared import Prepared, insert, run

_STOP = """
    UPDATE matters_clock SET stopped_at = %s, paused_at = NULL,
        ended_how = CASE WHEN code = ANY(%s) THEN 'done' ELSE 'dropped' END
    WHERE id = ANY(%s)
"""
# How long before its end a period in working time is warned of, per unit: the day or hour itself, days off aside.
_LENGTH = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.WORKING_HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WORKING_DAY: timedelta(days=1),
}


def start(
    rules: Iterable[ClockRule],
    *,
    matter: Matter,
    now: datetime,
    stage: Stage | None = None,
    assignment: Assignment | None = None,
) -> list[Clock]:
    """Start one clock a rule."""
    clocks = [new_clock(rule, matter=matter, now=now, stage=stage, assignment=assignment) for rule in rules]
    insert(*clocks)
    return clocks


def new_clock(
    rule: ClockRule,
    *,
    matter: Matter,
    now: datetime,
    stage: Stage | None = None,
    assignment: Assignment | None = None,
) -> Clock:
    """Return the clock of a rule, not yet saved."""
    end = due(start=now, allowance=rule.within)
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


def running(matter: Matter) -> list[Clock]:
    """Return the clocks of a matter that have not been stopped."""
    return _running(matter=matter.pk)


@Prepared
def _running(matter: int) -> QuerySet[Clock]:
    return Clock.objects.filter(matter=matter, stopped_at=None).order_by("pk")


def stop(clocks: Sequence[Clock], *, now: datetime, met: frozenset[str]) -> None:
    """End clocks for good: done are those whose codes are ``met``, the others are not needed any more."""
    if clocks:
        run(_STOP, [now, list(met), [clock.pk for clock in clocks]])
    for clock in clocks:
        clock.stopped_at, clock.paused_at = now, None
        clock.ended_how = Clock.Ended.DONE if clock.code in met else Clock.Ended.DROPPED


def stop_all(clocks: QuerySet[Clock], *, now: datetime, met: frozenset[str]) -> None:
    """End those of some clocks that run, as `stop` does, with one statement."""
    how = Case(When(code__in=met, then=Value(Clock.Ended.DONE)), default=Value(Clock.Ended.DROPPED))
    clocks.filter(stopped_at=None).update(stopped_at=now, paused_at=None, ended_how=how)


def pause(clocks: Sequence[Clock], *, now: datetime, entry: Entry, late: bool = False) -> None:
    """Stop counting, until `resume`; a clock already late stays late, and is held only where ``late`` ones are."""
    held = [clock for clock in clocks if clock.paused_at is None and (late or clock.late_at is None)]
    Clock.objects.filter(pk__in=[clock.pk for clock in held]).update(paused_at=now)
    ClockPause.objects.bulk_create(ClockPause(clock=clock, begun_at=now) for clock in held)
    ClockChange.objects.bulk_create(
        ClockChange(clock=clock, entry=entry, was_due_at=clock.due_at, due_at=None) for clock in held
    )


def resume(
    clocks: Sequence[Clock],
    *,
    rules: dict[str, ClockRule],
    now: datetime,
    entry: Entry,
    counted: Collection[str] = (),
) -> None:
    """Count on: each paused clock's due instant moves by what the pause took, save those ``counted`` all the while."""
    for clock in clocks:
        if clock.paused_at is None:
            continue
        until: Any = F("begun_at") if clock.code in counted else now
        ClockPause.objects.filter(clock=clock, ended_at=None).update(ended_at=until)
        clock.paused_at = None
        _move(clock, rule=rules.get(clock.code), entry=entry)


def extend(clock: Clock, *, by: int, rule: ClockRule | None, entry: Entry) -> None:
    """Give a clock more time, in its own unit; a clock that was late runs again if the new instant is to come."""
    given = Allowance.parse(clock.allowance)
    clock.allowance = str(Allowance(given.amount + by, given.unit))
    _move(clock, rule=rule, entry=entry)
    if clock.late_at is not None and clock.due_at > entry.at:
        clock.late_at = None
        clock.save(update_fields=["late_at"])


def end_of(clock: Clock) -> Due:
    """Return when a clock ends by its start, allowance and closed pauses."""
    spans = ClockPause.objects.filter(clock=clock, ended_at__isnull=False).order_by("begun_at")
    return due(
        start=clock.started_at,
        allowance=Allowance.parse(clock.allowance),
        pauses=[(span.begun_at, span.ended_at) for span in spans if span.ended_at],
    )


def _move(clock: Clock, *, rule: ClockRule | None, entry: Entry) -> None:
    was, end = clock.due_at, end_of(clock)
    clock.due_at, clock.provisional = end.at, end.provisional
    clock.warned_at = None
    clock.warn_at = warn_instant(rule, started_at=clock.started_at, due_at=end.at) if rule else None
    clock.save(update_fields=["allowance", "due_at", "provisional", "warn_at", "warned_at", "paused_at"])
    ClockChange.objects.create(clock=clock, entry=entry, was_due_at=was, due_at=clock.due_at)


def refresh(matter: Matter) -> None:
    """Copy the nearest of the running clocks to the matter, by which lists are sorted; not saved here."""
    matter.due_at, matter.warn_at = _nearest.first(matter=matter.pk) or (None, None)


@Prepared
def _nearest(matter: int) -> QuerySet[Clock, tuple[datetime, datetime | None]]:
    counting = (
        Clock.objects.filter(matter=matter, stopped_at=None, paused_at=None).values("matter").order_by()
    )
    return counting.annotate(due=Min("due_at"), warn=Min("warn_at")).values_list("due", "warn")
