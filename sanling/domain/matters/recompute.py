"""Provisional deadlines are computed anew once the holiday schedule they rest on is published."""

from django.db import transaction

from sanling.domain.matters import timing
from sanling.domain.matters.changes import Change, write
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Clock, ClockChange, Entry, Matter
from sanling.domain.matters.scan import TIMER
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock


def recompute() -> int:
    """Recompute the provisional clocks that run, write an entry for each that moves, and return how many moved."""
    waiting = Clock.objects.filter(provisional=True, stopped_at=None, paused_at=None, late_at=None)
    return sum(_recompute(pk) for pk in list(waiting.values_list("pk", flat=True).order_by("pk")))


def _recompute(clock_id: int) -> bool:
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).defer("search").get(clocks=clock_id)
        running = Clock.objects.filter(pk=clock_id, stopped_at=None, paused_at=None, late_at=None).first()
        if running is None:
            return False
        change = Change()
        moved = _move(running, matter, change)
        write([change])
        return moved


def _move(running: Clock, matter: Matter, change: Change) -> bool:
    was = running.due_at
    end = timing.end_of(running, list(running.pauses.order_by("begun_at")))
    if end.at == was and end.provisional == running.provisional:
        return False
    timing.move(running, end, definition_of(matter.definition_id).clock(running.code), change)
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
    others = matter.clocks.filter(stopped_at=None).exclude(pk=running.pk)
    timing.refresh(matter, [running, *others])
    change.set(matter, due_at=matter.due_at, warn_at=matter.warn_at)
    return True
