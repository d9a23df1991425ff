"""A mediator's own sittings of some days: what collides, and when there is still time by the hours of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from sanling.domain.matters.access import visible_matters
from sanling.domain.mediation.models import Mediator, Sitting
from sanling.domain.mediation.sitting import Slot, free
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.opening import Opening

_GONE = (Sitting.Ending.MOVED, Sitting.Ending.OFF)


@dataclass(frozen=True)
class Day:
    """A day with its sittings, each with whether another one collides with it, and the times that are still free."""

    day: date
    sittings: Sequence[tuple[Sitting, bool]]
    free: Sequence[Slot]


def own_sittings(viewer: Viewer) -> QuerySet[Sitting]:
    """Return the sittings that a viewer holds by the own post, in disputes that it sees, in their order."""
    found = Sitting.objects.filter(post=viewer.own.post_id).exclude(ended_how__in=_GONE)
    return found.filter(matter__in=visible_matters(viewer).values("pk")).order_by("begins_at", "pk")


def colliding(sitting: Sitting) -> QuerySet[Sitting]:
    """Return the other sittings that are planned for the same mediator at the same time."""
    others = Sitting.objects.filter(post=sitting.post_id, ended_at=None).exclude(pk=sitting.pk)
    return others.filter(begins_at__lt=sitting.ends_at, ends_at__gt=sitting.begins_at).order_by("begins_at")


def days_of(viewer: Viewer, first: date, count: int) -> list[Day]:
    """Return some days of a viewer's calendar, with a fixed number of statements."""
    begins, ends = _instant(first, 0), _instant(first + timedelta(days=count), 0)
    found = own_sittings(viewer).filter(begins_at__lt=ends, ends_at__gt=begins).select_related("matter")
    rows = list(found.defer("matter__search", "matter__text").prefetch_related("attendances__side"))
    taken = [slot_of(row) for row in rows]
    hours = Mediator.objects.filter(post=viewer.own.post_id, ends_on=None).exclude(hours="")
    opening = Opening.spelt(hours.values_list("hours", flat=True).first() or "")
    is_worked = workdays_at(viewer.city).is_working_day
    days = []
    for day in (first + timedelta(days=nth) for nth in range(count)):
        open_today = opening is not None and (opening.daily or is_worked(day))
        periods = opening.periods if opening and open_today else ()
        openings = [_from_now(Slot(_instant(day, begin), _instant(day, end))) for begin, end in periods]
        own = [row for row in rows if row.begins_at.astimezone(CHINA).date() == day]
        days.append(Day(day, [(row, _collides(row, rows)) for row in own], list(free(openings, taken))))
    return days


def slot_of(sitting: Sitting) -> Slot:
    """Return the time that a sitting takes."""
    return Slot(sitting.begins_at, sitting.ends_at)


def _collides(sitting: Sitting, rows: Sequence[Sitting]) -> bool:
    return sitting.ended_at is None and any(
        slot_of(sitting).meets(slot_of(other))
        for other in rows
        if other != sitting and other.ended_at is None
    )


def _instant(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), CHINA) + timedelta(minutes=minute)


def _from_now(slot: Slot) -> Slot:
    """Return what is left of a stretch of time."""
    return Slot(max(slot.begins, clock.now()), slot.ends)
