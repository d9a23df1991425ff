"""Reads of matters for those who work on them: the inbox by urgency, and what surrounds one matter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject, Left
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import visible_matters, ways_to_matters
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import (
    Assignment,
    Clock,
    Matter,
    Participation,
    Party,
    Relation,
    Subscription,
)
from sanling.domain.matters.tie_access import told_ties
from sanling.domain.people.access import Viewer
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import fold_code
from sanling.foundation.installed import modules
from sanling.foundation.profile.registry import profile_for

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


# What waits for somebody to do something, rather than for somebody to look at it.
WAITING = (Tab.MINE, Tab.UNASSIGNED, Tab.JOINT)


@dataclass(frozen=True)
class Heap:
    """A heap that a room adds to the inbox of some families: which of their open matters wait in it for a viewer.

    A room says it in the `HEAPS` of its `heaps` module.
    """

    code: str
    label: StrPromise
    nothing: StrPromise
    families: frozenset[str]
    waiting: Callable[[Viewer], Q]


@cache
def heaps() -> Mapping[str, Heap]:
    """Return the rooms' heaps by code."""
    return {heap.code: heap for module in modules("heaps") for heap in module.HEAPS}


def tabs_of(family: str) -> list[str]:
    """Return the codes of a family's heaps, in their order."""
    return [*Tab, *(code for code, heap in heaps().items() if family in heap.families)]


def inbox(viewer: Viewer, tab: str, now: datetime, family: str = REPORTED) -> list[QuerySet[Matter]]:
    """Return the open matters of one heap and family in parts that may overlap, for `ledger_queries.page_of`."""
    seen = (way.filter(open=True) for way in ways_to_matters(viewer, family))
    return [_heap(way, viewer, tab, now) for way in seen]


def _heap(seen: QuerySet[Matter], viewer: Viewer, tab: str, now: datetime) -> QuerySet[Matter]:
    mine = Q(assignee__in=viewer.post_ids)
    ours = Q(unit__in=viewer.unit_ids)
    match tab:
        case Tab.MINE:
            seen = seen.filter(mine)
        case Tab.UNASSIGNED:
            # What was merged waits for nobody here.
            merged = Relation.objects.filter(matter=OuterRef("pk"), kind=Relation.Kind.MERGED_INTO)
            seen = seen.filter(~Exists(merged), ours, assignee=None, resolved_at=None)
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
        case _:
            seen = seen.filter(heaps()[tab].waiting(viewer))
    return seen


def inbox_heaps(viewer: Viewer, now: datetime, family: str = REPORTED) -> dict[str, frozenset[int]]:
    """Return what lies in each heap of a family, by keys, with one query; of a heap of more than `CAP` any so many."""
    return _heaped({str(tab): inbox(viewer, tab, now, family) for tab in tabs_of(family)})


def inbox_counts(viewer: Viewer, now: datetime, family: str = REPORTED) -> dict[str, int]:
    """Count each heap of a family with one query, up to `CAP` + 1."""
    return {heap: len(keys) for heap, keys in inbox_heaps(viewer, now, family).items()}


def waiting_counts(viewer: Viewer, now: datetime, families: Iterable[str]) -> dict[str, int]:
    """Count what waits for a post in each family, as its own or unassigned in its unit: one query, up to `CAP` + 1."""
    heaped = _heaped(
        {
            family: [way for tab in (Tab.MINE, Tab.UNASSIGNED) for way in inbox(viewer, tab, now, family)]
            for family in families
        }
    )
    return {family: len(found) for family, found in heaped.items()}


def pressing_heap(viewer: Viewer, now: datetime, family: str = REPORTED) -> str:
    """Return which heap holds what is due first of all that waits for a post or its unit: one query.

    What is paused presses nobody; where nothing has a deadline, and in a tie, it is the post's own.
    """
    running = [
        way.filter(paused=False, due_at__isnull=False)
        .annotate(heap=Value(str(tab)))
        .order_by("due_at")
        .values_list("due_at", "heap")[:1]
        for tab in WAITING
        for way in inbox(viewer, tab, now, family)
    ]
    first = running[0].union(*running[1:]).order_by("due_at", "heap").first() if running else None
    return first[1] if first else Tab.MINE


def _heaped(heaps: Mapping[str, Sequence[QuerySet[Matter]]]) -> dict[str, frozenset[int]]:
    """Return the keys of the matters of several heaps, each given in parts that may overlap, up to `CAP` + 1."""
    parts = [
        way.annotate(heap=Value(heap)).values_list("heap", "pk")[: CAP + 1]
        for heap, ways in heaps.items()
        for way in ways
    ]
    found: dict[str, set[int]] = {heap: set() for heap in heaps}
    for heap, matter in parts[0].union(*parts[1:]) if parts else ():
        found[heap].add(matter)
    return {heap: frozenset(sorted(keys)[: CAP + 1]) for heap, keys in found.items()}


def rows_of(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Return the same matters with what a list's row shows, and without what it doesn't."""
    return matters.select_related("unit", "assignee").defer("search", "text", "link_digest")


@dataclass(frozen=True)
class Related:
    """Another matter and how this one stands to it; ``reverse`` when the other says so of this one."""

    kind: str
    other: int
    number: str
    title: str
    reverse: bool


@dataclass(frozen=True)
class Surroundings:
    """What a matter's page shows beside the matter and its timeline."""

    place: str
    related: Sequence[Related]
    participants: Sequence[str]
    clocks: Sequence[Clock]
    # How many residents follow it who did not bring it.
    followers: int = 0


def find_matter(viewer: Viewer | None, number: str) -> Matter | None:
    """Return a matter by its number if the viewer may see it, with all that `surroundings` needs: two queries."""
    parties = Party.objects.select_related("unit").order_by("pk")
    return (
        visible_matters(viewer, few=True)
        .filter(number=number)
        .annotate(
            around_place=names_around(),
            around_units=_units_taking_part(),
            around_related=_ties(here="matter", there="other"),
            around_reverse=_ties(here="other", there="matter"),
            around_followers=_followers(),
            **around(),
        )
        .select_related("unit", "assignee__unit", "registered_by")
        .prefetch_related(Prefetch("parties", parties))
        .defer("search", "link_digest")
        .first()
    )


def number_of(viewer: Viewer, typed: str) -> str:
    """Return the number of the visible matter that had another in an earlier system, "" for none: one query at most.

    In several cities a viewer may see one of each: the number is nobody's then.
    """
    earlier = fold_code(typed)
    if not any(sign.isdigit() for sign in earlier):
        return ""
    found = (
        visible_matters(viewer, few=True)
        .filter(~Q(earlier_number=""), earlier_number=earlier)
        .values_list("number", flat=True)[:2]
    )
    return found[0] if len(found) == 1 else ""


@cache
def around() -> Mapping[str, Any]:
    """Return what rooms have read with a matter that is shown whole, by name: the `AROUND` of their `around`."""
    return {name: read for module in modules("around") for name, read in module.AROUND.items()}


def surroundings(viewer: Viewer, matter: Matter) -> Surroundings:
    """Return what surrounds a matter that came from `find_matter`: one query, one or two more where it has ties."""
    around = vars(matter)
    ties = [Related(**tie, reverse=False) for tie in around["around_related"]]
    ties += [Related(**tie, reverse=True) for tie in around["around_reverse"]]
    told = told_ties(viewer, matter.pk, {(tie.kind, tie.other) for tie in ties})
    # Whoever sees several cities is told which it is.
    city = [] if viewer.city == matter.city else [str(profile_for(matter.city).name)]
    return Surroundings(
        place=" ".join((*city, *around["around_place"])),
        participants=around["around_units"],
        related=[tie for tie in ties if (tie.kind, tie.other) in told],
        followers=around["around_followers"] or 0,
        clocks=list(matter.clocks.order_by(F("stopped_at").asc(nulls_first=True), "due_at")),
    )


def names_around() -> ArraySubquery:
    """Return, for a query of matters, the names of the divisions that each lies in, from the county down."""
    path = Cast(OuterRef("division_id"), CharField())
    levels = [Left(path, level.value) for level in Level if level > Level.CITY]
    around = Division.objects.filter(~Q(name=F("parent__name")), path__in=levels)
    return ArraySubquery(around.order_by("path").values("name"))


def _units_taking_part() -> ArraySubquery:
    taking_part = Participation.objects.filter(matter=OuterRef("pk"))
    return ArraySubquery(taking_part.order_by("pk").values("unit__name"))


def _followers() -> Subquery:
    followers = Subscription.objects.filter(matter=OuterRef("pk")).values("matter").annotate(n=Count("pk"))
    return Subquery(followers.values("n"))


def _ties(*, here: str, there: str) -> ArraySubquery:
    """Return the ties between this matter and others; whether the viewer is told of them is not judged here."""
    ties = Relation.objects.filter(**{here: OuterRef("pk")}).order_by("pk")
    other = JSONObject(kind="kind", other=there, number=f"{there}__number", title=f"{there}__title")
    return ArraySubquery(ties.values(tie=other))
