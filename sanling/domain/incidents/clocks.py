"""The clocks of an accident's reports: made and moved with the accident, in the transaction that says it otherwise."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.incidents.rules import Grade, Kind, Reached, Sort, reports_due, updated_for
from sanling.foundation import clock

# What was late for longer than this when it became known here is told to nobody: it was dealt with elsewhere.
TOLD_WITHIN = timedelta(days=1)


def move_clocks(rows: Sequence[Incident]) -> None:
    """Let clocks go from what was corrected to the rows that correct it, and follow from these; make what is missing.

    An accident whose casualties are updated no more, or of which no instant is known, gets none; one that was withdrawn
    loses those that still run.
    """
    for row in rows:
        if row.kind == Kind.ACCIDENT and (row.corrects_id or _is_fresh(row)):
            if row.corrects_id:
                ReportClock.objects.filter(incident=row.corrects_id).update(incident=row)
            set_clocks(row)


def set_clocks(accident: Incident) -> None:
    """Have an accident's clocks follow from when it happened, its grade, and who was told when."""
    clocks = {Reached(found.reached): found for found in ReportClock.objects.filter(incident=accident)}
    told = {level: found.told_at for level, found in clocks.items() if found.told_at}
    due: dict[Reached, datetime] = {}
    if accident.happened_at and not accident.withdrawn and (clocks or _is_fresh(accident)):
        due = reports_due(accident.happened_at, Grade(accident.grade or Grade.ORDINARY), told)
    made = [_clock(accident, level, at) for level, at in due.items() if level not in clocks]
    ReportClock.objects.bulk_create(made)
    moved = [clocks[level] for level, at in due.items() if level in clocks and clocks[level].due_at != at]
    for found in moved:
        found.due_at = due[Reached(found.reached)]
    ReportClock.objects.bulk_update(moved, ["due_at"])
    over = [found.pk for level, found in clocks.items() if level not in due and not found.told_at]
    ReportClock.objects.filter(pk__in=over).delete()


def _clock(accident: Incident, level: Reached, at: datetime) -> ReportClock:
    now = clock.now()
    late_at = now if at < now - TOLD_WITHIN else None
    return ReportClock(incident=accident, reached=level, due_at=at, late_at=late_at)


def _is_fresh(accident: Incident) -> bool:
    """Tell whether it is known when an accident happened, and that its casualties are still updated."""
    at = accident.happened_at
    return at is not None and at + updated_for(Sort(accident.sort or Sort.OTHER)) > clock.now()
