"""When the parties of settled disputes are revisited, and of which to remind (人民调解法 31)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Revisit
from sanling.domain.people.access import Viewer
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import day_of

SETTLED = "settled"
# A dispute is planned for the night after it was settled; a worker that slept for some days catches up.
_CATCH_UP = timedelta(days=30)
# Of what is late for longer nobody is reminded any more; it stays in the ledger.
_LATE = timedelta(days=30)
# What was opened again is revisited once it is settled again.
_STILL = Q(matter__outcome=SETTLED, matter__resolved_at=F("settled_at"))


def days_after(matter: Matter) -> list[date]:
    """Return the days on which the parties of a settled dispute are to be revisited; none of any other."""
    if matter.resolved_at is None or not is_settled(matter):
        return []
    part = part_of(matter.division_id[:4])
    settled = day_of(matter.resolved_at)
    return (
        [settled + timedelta(days=days) for days in part.revisit_days] if matter.kind in part.mediated else []
    )


def to_plan(day: date) -> Iterator[Matter]:
    """Yield the disputes that were settled in the last days and for which no revisit is planned yet."""
    begin = datetime.combine(day - _CATCH_UP, time(), tzinfo=CHINA)
    planned = Exists(Revisit.objects.filter(matter=OuterRef("pk"), settled_at=OuterRef("resolved_at")))
    found = Matter.objects.filter(~planned, resolved_at__gte=begin, outcome=SETTLED).defer("search", "text")
    yield from (matter for matter in found.order_by("pk").iterator() if days_after(matter))


def to_remind_of(day: date) -> Iterator[Revisit]:
    """Yield the revisits that are due on a day, or came due before without a reminder."""
    due = Revisit.objects.filter(_STILL, done_on=None, reminded_on=None, due_on__range=(day - _LATE, day))
    yield from due.select_related("matter").order_by("due_on", "pk")


def visible_revisits(viewer: Viewer) -> QuerySet[Revisit]:
    """Return the revisits of the disputes that a viewer sees: those that were made, and those to come."""
    seen = visible_matters(viewer).values("pk")
    return Revisit.objects.filter(_STILL | Q(done_on__isnull=False), matter__in=seen)


def revisits_of(viewer: Viewer, matter: Matter) -> Sequence[Revisit]:
    """Return those of one dispute, in their order."""
    found = visible_revisits(viewer).filter(matter=matter.pk).select_related("by_post", "matter")
    return list(found.order_by("settled_at", "nth"))


def plan(matters: Iterable[Matter]) -> list[Revisit]:
    """Write down the revisits of settled disputes; what is planned already stays as it is."""
    planned = [
        Revisit(matter=matter, settled_at=matter.resolved_at, nth=nth, due_on=day)
        for matter in matters
        if matter.resolved_at is not None
        for nth, day in enumerate(days_after(matter), start=1)
    ]
    return Revisit.objects.bulk_create(planned, ignore_conflicts=True)


def is_settled(matter: Matter) -> bool:
    """Tell whether a dispute is settled, as it stands."""
    return matter.resolved_at is not None and matter.outcome == SETTLED


def next_nth(matter: Matter, settled_at: datetime) -> int:
    """Return which revisit after a settlement is made next, from 1: one that is planned, or one more."""
    made = Revisit.objects.filter(matter=matter, settled_at=settled_at, done_on__isnull=False)
    return (made.aggregate(last=Max("nth"))["last"] or 0) + 1
