"""Provisional deadlines are computed anew once the holiday schedule they rest on is published."""

from django.db import transaction

from sanling.domain.matters import timing
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Clock, ClockChange, Entry, Matter
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock
from sanling.processes.escalation.scan import TIMER


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
        end = timing.end_of(running)
        moved = end.at != running.due_at
        if moved or end.provisional != running.provisional:
            was, rule = running.due_at, definition_of(matter.definition_id).clock(running.code)
            running.due_at, running.provisional = end.at, end.provisional
            running.warn_at = timing.warn_instant(rule, started_at=running.started_at, due_at=end.at)
            running.save(update_fields=["due_at", "provisional", "warn_at"])
        if moved:
            entry = write_entry(
                matter=matter,
                actor=TIMER,
                at=clock.now(),
                code="clock_recomputed",
                audience=Entry.Audience.INTERNAL,
                params={"clock": running.pk, "clock_code": running.code, "due": end.at.isoformat()},
                before=Before(matter.state, matter.unit_id, matter.division_id),
            )
            ClockChange.objects.create(clock=running, entry=entry, was_due_at=was, due_at=end.at)
            timing.refresh(matter)
            matter.save(update_fields=["due_at", "warn_at"])
        return moved
