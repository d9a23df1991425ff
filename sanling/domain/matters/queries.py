"""Reads of matters for those who work on them: the inbox by urgency, and what surrounds one matter."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Prefetch, Q, QuerySet, Value

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Assignment, Clock, Matter, Participation, Party, Relation
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, ancestors_of

# Counts of the inbox stop here, so that their cost is bounded; one more means "more than".
CAP = 99


class Tab(StrEnum):
    """The heaps of an inbox."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    LATE = "late"
    JOINT = "joint"
    WATCHED = "watched"


def inbox(viewer: Viewer, tab: Tab, now: datetime) -> QuerySet[Matter]:
    """Return the open matters of one heap, the next due first."""
    seen = visible_matters(viewer).filter(open=True)
    mine = Q(assignee__in=viewer.post_ids)
    ours = Q(unit__in=viewer.unit_ids)
    match tab:
        case Tab.MINE:
            seen = seen.filter(mine)
        case Tab.UNASSIGNED:
            seen = seen.filter(ours, assignee=None, resolved_at=None)
        case Tab.SOON:
            seen = seen.filter(mine | ours, paused=False, warn_at__lte=now, due_at__gt=now)
        case Tab.LATE:
            seen = seen.filter(mine | ours, paused=False, due_at__lte=now)
        case Tab.JOINT:
            joint = Assignment.objects.filter(
                kind=Assignment.Kind.JOINT, ended_at=None, unit__in=viewer.unit_ids
            )
            seen = seen.filter(pk__in=joint.values("matter"))
        case Tab.WATCHED:
            seen = seen.filter(paused=False, due_at__lte=now).exclude(mine | ours)
    return seen.order_by(F("due_at").asc(nulls_last=True), "pk")


def inbox_counts(viewer: Viewer, now: datetime) -> dict[Tab, int]:
    """Count each heap with one query, up to `CAP` + 1."""
    heaps = [
        inbox(viewer, tab, now)
        .order_by()
        .annotate(heap=Value(tab.value))
        .values_list("heap", flat=True)[: CAP + 1]
        for tab in Tab
    ]
    counted = Counter(heaps[0].union(*heaps[1:], all=True))
    return {tab: counted[tab.value] for tab in Tab}


def rows_of(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Return the same matters with what a list's row shows, and without what it doesn't."""
    return matters.select_related("unit", "assignee").defer("search", "text", "link_digest")


def place_names(paths: Iterable[str], *, below: str = "") -> dict[str, str]:
    """Return each division's name after those above it up to its county, with one query.

    Whoever looks from ``below`` need not be told of their own division and those above it.
    """
    wanted = set(paths)
    names = dict(
        Division.objects.filter(
            pk__in={
                above for path in wanted for above in [*ancestors_of(path), path] if len(above) > Level.CITY
            }
        ).values_list("pk", "name")
    )
    found = {}
    for path in wanted:
        chain = [above for above in [*ancestors_of(path), path] if above in names]
        near = [above for above in chain if above == path or not below.startswith(above)]
        found[path] = " ".join(names[above] for above in near)
    return found


@dataclass(frozen=True)
class Related:
    """Another matter and how this one stands to it; ``reverse`` when the other says so of this one."""

    kind: str
    matter: Matter
    reverse: bool


@dataclass(frozen=True)
class Surroundings:
    """What a matter's page shows beside the matter and its timeline."""

    place: str
    clocks: Sequence[Clock]
    related: Sequence[Related]
    participants: Sequence[Unit]


def find_matter(viewer: Viewer | None, number: str) -> Matter | None:
    """Return a matter by its number if the viewer may see it, with unit, assignee and parties."""
    parties = Party.objects.select_related("person", "unit").order_by("pk")
    return (
        visible_matters(viewer)
        .filter(number=number)
        .select_related("unit", "assignee__unit", "registered_by")
        .prefetch_related(Prefetch("parties", parties))
        .defer("search", "link_digest")
        .first()
    )


def surroundings(viewer: Viewer, matter: Matter) -> Surroundings:
    """Return clocks, relations to other visible matters, and the units that take part."""
    participants = Participation.objects.filter(matter=matter).select_related("unit").order_by("pk")
    return Surroundings(
        place=place_names([matter.division_id])[matter.division_id],
        clocks=list(matter.clocks.order_by(F("stopped_at").asc(nulls_first=True), "due_at")),
        related=_related(viewer, matter),
        participants=[row.unit for row in participants],
    )


def _related(viewer: Viewer, matter: Matter) -> list[Related]:
    ties = list(Relation.objects.filter(Q(matter=matter) | Q(other=matter)).order_by("pk"))
    if not ties:
        return []
    others = {tie.other_id if tie.matter_id == matter.pk else tie.matter_id for tie in ties}
    seen: Mapping[int, Matter] = rows_of(visible_matters(viewer)).in_bulk(others)
    found = []
    for tie in ties:
        reverse = tie.matter_id != matter.pk
        other = seen.get(tie.matter_id if reverse else tie.other_id)
        if other:
            found.append(Related(kind=tie.kind, matter=other, reverse=reverse))
    return found
