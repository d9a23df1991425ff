"""Deadlines follow the holiday schedule as it is known by now: one that was guessed, and one that was corrected."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q, QuerySet

from sanling.domain.matters import timing
from sanling.domain.matters.changes import Change, write
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Clock, ClockChange, Entry, Matter
from sanling.domain.matters.models.clocks import LATE
from sanling.domain.matters.scan import TIMER
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock
from sanling.foundation.calendar import Due
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.profile.registry import installed_profiles

BATCH = 1000


def recompute() -> int:
    """Let every running clock end when its city's schedule says; return how many moved, each told by an entry.

    One that has become late runs again where the schedule gives it time that is still to come.
    """
    return sum(_recompute(pk) for pk in _that_differ())


def _that_differ() -> Iterator[int]:
    """Yield the clocks that would end otherwise; locks nothing."""
    # Late ones by the index of what is due, the others by those of the scan.
    late = Q(late_at__isnull=False, stopped_at=None, paused_at=None)
    overdue = late & Q(matter__open=True, matter__due_at__lte=clock.now())
    for of in (Q(**LATE, batch=None), Q(**LATE, batch__isnull=False), overdue):
        keys = list(_in_days().filter(of).values_list("pk", flat=True))
        for first in range(0, len(keys), BATCH):
            found = Clock.objects.filter(pk__in=keys[first : first + BATCH]).prefetch_related("pauses")
            for running in found.annotate(city=F("matter__city")).order_by("pk"):
                if _differs(running, _end_of(running, vars(running)["city"])):
                    yield running.pk


def _in_days() -> QuerySet[Clock]:
    """Return the clocks that count days of some city known here: hours and minutes run through holidays."""
    counts = Q(allowance__endswith="d") | Q(allowance__endswith="wh")
    return Clock.objects.filter(counts, matter__city__in=list(installed_profiles().of_city))


def _end_of(running: Clock, city: str) -> Due:
    pauses = sorted(running.pauses.all(), key=lambda pause: pause.begun_at)
    return timing.end_of(running, pauses, workdays_at(city))


def _differs(running: Clock, end: Due) -> bool:
    if running.late_at is not None:
        return end.at > max(running.due_at, clock.now())
    return (end.at, end.provisional) != (running.due_at, running.provisional)


def _recompute(clock_id: int) -> bool:
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).defer("search").get(clocks=clock_id)
        running = Clock.objects.filter(pk=clock_id, stopped_at=None, paused_at=None).first()
        if running is None or not _differs(running, end := _end_of(running, matter.division_id)):
            return False
        change = Change()
        moved = _move(running, end, matter, change)
        write([change])
        return moved


def _move(running: Clock, end: Due, matter: Matter, change: Change) -> bool:
    was = running.due_at
    timing.move(running, end, definition_of(matter.definition_id).clock(running.code), change)
    if running.late_at is not None:
        change.set(running, late_at=None)
    if running.warn_at is not None and running.warn_at > clock.now():
        change.set(running, warned_at=None)
    others = matter.clocks.filter(stopped_at=None).exclude(pk=running.pk)
    timing.refresh(matter, [running, *others])
    change.mark(matter, timing.KEPT)
    if end.at == was:
        return False
    entry = write_entry(
        change,
        matter=matter,
        actor=TIMER,
        at=clock.now(),
        code="clock_recomputed",
        audience=Entry.Audience.INTERNAL,
        params={"clock": running.pk, "clock_code": running.code, "due": end.at.isoformat()},
        before=Before(matter.state, matter.unit_id, matter.division_id),
    )
    change.add(ClockChange(clock=running, entry=entry, was_due_at=was, due_at=end.at))
    return True
