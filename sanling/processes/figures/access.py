"""Who is told which sums: those of the rows that they see, no more and no less."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from sanling.domain.indicators.access import sees_whole_places, visible_sums
from sanling.domain.indicators.flows import CONCEALED, Flow, flows
from sanling.domain.people.access import Viewer, sees_some, visible_to
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, common
from sanling.processes.figures.models import Fact


def sees_by_place(viewer: Viewer, flow: Flow) -> bool:
    """Tell whether all that a viewer sees of a flow is whole places, of whatever kinds: then sums tell it."""
    own = viewer.own
    return len(viewer.reaches) == 1 and sees_whole_places(own, flow.guarded.room) and not own.unit_lines


def sees_kind(viewer: Viewer, flow: Flow, family: str, kind: str) -> bool:
    """Tell whether a viewer may see rows of a flow at all; of one kind, if one is named, as confidential as these are.

    Whoever may not would be told that there are none.
    """
    if not kind:
        return sees_some(viewer, flow.guarded.room)
    least = flow.confidential(viewer.city).get(kind, 0)
    rights = [reach.role.rights(flow.guarded.room, family, kind) for reach in viewer.reaches]
    return any(of_kind.sees and of_kind.clearance >= least for of_kind in rights)


def told(viewer: Viewer, flow: Flow, model: type[Model]) -> Q:
    """Return the facts or sums of a flow that are told to one who `sees_by_place`; what is concealed, by its rows."""
    columns = {"lines": ("kind",), "confidentiality": "secrecy", "family": "family", "kind": "kind"}
    seen = visible_sums(viewer, flow.guarded, model, concealed_from=None, **columns)
    return seen & Q(secrecy__lt=CONCEALED)


def visible_rows(viewer: Viewer, flow: Flow) -> QuerySet[Any]:
    """Return the rows of a flow that a viewer sees."""
    return flow.guarded.model._default_manager.filter(visible_to(viewer, flow.guarded))  # noqa: SLF001 -- documented by Django


def facts_of_rows(viewer: Viewer, flow: Flow) -> QuerySet[Fact]:
    """Return the facts of the rows that a viewer sees."""
    return Fact.objects.filter(flow=flow.code, source__in=visible_rows(viewer, flow).values("pk"))


def sees_all(viewer: Viewer, flow: Flow, place: str) -> bool:
    """Tell whether a viewer sees whatever there is at a place: who does may compare its parts."""
    return sees_by_place(viewer, flow) and viewer.own.covers(place)


def may_ask(viewer: Viewer, place: str) -> bool:
    """Tell whether numbers of a place may be asked for: it lies in the viewer's places, or they in it.

    Whoever sees single rows by unit or charge has some wherever these lie.
    """
    if not place.startswith(viewer.city):
        return False
    near = any(
        place.startswith(own) or own.startswith(place) for reach in viewer.reaches for own in reach.paths
    )
    return near or any(
        rights.sees and rights.scope != "jurisdiction"
        for reach in viewer.reaches
        for flow in flows().values()
        for rights in reach.role.somewhere(flow.guarded.room)
    )


def own_place(viewer: Viewer) -> str:
    """Return the place of which a viewer is told without asking: its own, or what its own have in common."""
    return max(viewer.city, common(path[: Level.VILLAGE] for path in viewer.own.paths), key=len)


def is_told_of(viewer: Viewer, place: str) -> bool:
    """Tell whether somebody who names a place is told its numbers: it is there, or was, and may be asked for."""
    return may_ask(viewer, place) and Division.objects.filter(path=place).exists()
