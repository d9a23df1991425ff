"""What was done last, and what is late longest: for a screen that others see, too, so of nothing confidential."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.naming import Names
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of

# Of so many acts before the last those of a place are looked for.
_LOOKED_AT = 300
# Others look at a screen, too.
_SHOWN = Q(confidentiality=0, concealed=False)


@dataclass(frozen=True)
class Happened:
    """An act: when, at which unit, of which kind of matter, and what was done, in words without a name."""

    at: datetime
    unit: str
    kind: str
    act: str


@dataclass(frozen=True)
class Late:
    """A matter that is late: its number, kind and unit, and since when."""

    number: str
    kind: str
    unit: str
    since: datetime


def last_entry() -> int:
    """Return the key of the act that was written last, 0 before the first."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _reported(viewer: Viewer, place: str) -> QuerySet[Matter]:
    """Return the visible matters of a place that residents brought."""
    return visible_matters(viewer).filter(family=REPORTED, **{GUARDED.below: place})


def happened(viewer: Viewer, place: str, most: int) -> Sequence[Happened]:
    """Return the last acts that moved matters of a place, the newest first."""
    last = Entry.objects.order_by("-pk").exclude(audience=Entry.Audience.RESTRICTED)
    entries = list(last.only("at", "code", "from_state", "to_state", "matter_id", "unit_id")[:_LOOKED_AT])
    moved = [entry for entry in entries if entry.from_state != entry.to_state]
    keys = {entry.matter_id for entry in moved}
    found = _reported(viewer, place).filter(_SHOWN, pk__in=keys).select_related("unit")
    known = {matter.pk: matter for matter in found}
    names = Names(viewer.city)
    told = [_told(entry, known[entry.matter_id], names) for entry in moved if entry.matter_id in known]
    # What was recorded late happened before.
    return sorted(told, key=lambda row: row.at, reverse=True)[:most]


def _told(entry: Entry, matter: Matter, names: Names) -> Happened:
    acts = {action.code: str(action.name) for action in definition_of(matter.definition_id).actions}
    return Happened(entry.at, matter.unit.name, names.kind(matter.kind), acts.get(entry.code, ""))


def late_in(viewer: Viewer, place: str, now: datetime) -> QuerySet[Matter]:
    """Return the visible matters of a place that residents brought and that are late."""
    return _reported(viewer, place).filter(open=True, paused=False, due_at__lte=now)


def latest_late(viewer: Viewer, place: str, now: datetime, most: int) -> tuple[int, Sequence[Late]]:
    """Return how many visible matters of a place are late, and those that may be shown of which are so longest."""
    late = late_in(viewer, place, now)
    names = Names(viewer.city)
    rows = late.filter(_SHOWN).select_related("unit").order_by("due_at", "pk")[:most]
    told = [Late(row.number, names.kind(row.kind), row.unit.name, row.due_at) for row in rows if row.due_at]
    return late.count(), told
