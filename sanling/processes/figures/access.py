"""Who is told which sums: those of the rows that they see, no more and no less."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

from sanling.domain.indicators.flows import Flow
from sanling.domain.people.access import Viewer, visible_to, ways_to
from sanling.domain.people.reach import Reach
from sanling.domain.people.routes import NOTHING
from sanling.domain.territory.rules import Level
from sanling.processes.figures.models import Fact

# What is concealed from somebody is in no sum that is told, and is counted by its rows.
CONCEALED = 9


def sees_by_place(viewer: Viewer, flow: Flow) -> bool:
    """Tell whether all that a viewer sees of a flow is whole places, of whatever kinds: then sums tell it."""
    return len(viewer.reaches) == 1 and _is_whole(viewer.own, flow.guarded.room)


def _is_whole(reach: Reach, room: str) -> bool:
    scopes = {rights.scope for rights in reach.role.somewhere(room) if rights.sees}
    deep = any(len(path) > Level.VILLAGE for path in reach.paths)
    return scopes <= {"jurisdiction"} and not reach.narrowed and not reach.unit_lines and not deep


def told(viewer: Viewer, flow: Flow, model: type[Model]) -> Q:
    """Return the facts or sums of a flow that are told to one who `sees_by_place`, but for what is concealed."""
    guarded = replace(
        flow.guarded,
        model=model,
        division="place",
        by_path=True,
        levels={},
        units=lambda _unit: NOTHING,
        posts=lambda _post: NOTHING,
        lines=("kind",),
        confidentiality="secrecy",
        concealed_from=None,
        family="family",
        kind="kind",
    )
    ways: Sequence[Q] = ways_to(viewer, guarded)
    return reduce(or_, ways, NOTHING) & Q(secrecy__lt=CONCEALED)


def facts_of_rows(viewer: Viewer, flow: Flow) -> QuerySet[Fact]:
    """Return the facts of the rows that a viewer sees."""
    rows = flow.guarded.model._default_manager.filter(visible_to(viewer, flow.guarded))  # noqa: SLF001 -- documented by Django
    return Fact.objects.filter(flow=flow.code, source__in=rows.values("pk"))
