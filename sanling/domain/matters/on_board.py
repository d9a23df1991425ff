"""What hangs on the wall of a community: its hazards and disputes, each until done, without words, names and numbers.

Whoever passes reads it. So there is nothing confidential or concealed, of kinds that aren't published neither where nor
what of, and of the others the grid alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class Problem:
    """A problem: its kind, what of and where if that is told, who has it, since when, and how far it is."""

    kind: str
    category: str
    place: str
    unit: str
    state: str
    since: datetime
    due_at: datetime | None
    late: bool
    done_at: datetime | None


@dataclass(frozen=True)
class Board:
    """The problems of a place, open ones first, and of how many: that came and were done today, open and late."""

    problems: Sequence[Problem]
    came: int
    done: int
    open: int
    late: int


def board_of(viewer: Viewer, place: str, since: datetime, now: datetime, most: int) -> Board:
    """Return the board of a place: what is open, and what was done since; what is late comes first."""
    part: MattersPart = profile_for(viewer.city).part("matters")
    kinds = [kind.code for kind in part.kinds if kind.on_board]
    told = visible_matters(viewer).filter(
        family=REPORTED, kind__in=kinds, confidentiality=0, concealed=False, **{GUARDED.below: place}
    )
    late = Q(due_at__lte=now, paused=False)
    standing, done = told.filter(open=True), told.filter(open=False, ended_at__gte=since)
    rows = list(_read(standing.filter(late)).order_by("due_at", "pk")[:most])
    rows += _read(standing.exclude(late)).order_by("registered_at", "pk")[: most - len(rows)]
    rows += _read(done).order_by("-ended_at", "pk")[: most - len(rows)]
    names = Names(viewer.city)
    published = {kind.code for kind in part.kinds if kind.published}
    return Board(
        problems=[_problem(row, names, now, open_to_all=row.kind in published) for row in rows],
        came=told.filter(registered_at__gte=since).count(),
        done=done.count(),
        open=standing.count(),
        late=standing.filter(late).count(),
    )


def _read(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.select_related("unit", "division")


def _problem(matter: Matter, names: Names, now: datetime, *, open_to_all: bool) -> Problem:
    state = definition_of(matter.definition_id).state(matter.state)
    late = matter.open and not matter.paused and matter.due_at is not None and matter.due_at <= now
    return Problem(
        kind=names.kind(matter.kind),
        category=names.category(matter.kind, matter.category) if open_to_all else "",
        place=matter.division.name if open_to_all else "",
        unit=matter.unit.name,
        state=str(state.public),
        since=matter.registered_at,
        due_at=matter.due_at if matter.open else None,
        late=late,
        done_at=matter.ended_at,
    )
