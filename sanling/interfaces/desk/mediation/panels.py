"""The sides of a dispute, on its page: who was asked, what each answered, whom they chose to mediate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import choices_for, is_mediated, may_keep, objections_for
from sanling.domain.mediation.around import CHOSEN, SIDES
from sanling.domain.mediation.choosing import may_choose, standings
from sanling.domain.mediation.models import Choice, Objection
from sanling.domain.mediation.naming import ANSWERED, called_side, name_of_side, who_chose
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.matter_panels import Panel, Part
from sanling.interfaces.desk.mediation.court_panel import COURT_PANEL
from sanling.interfaces.desk.mediation.handover_panels import HANDED_PANEL, HANDOVER_PANEL, SIGNALS_PANEL


@dataclass(frozen=True)
class Sides:
    """What the card shows: the name of each side, and how it stands."""

    number: str
    lines: Sequence[tuple[str, Mapping[str, Any]]]
    may_keep: bool


def _sides(viewer: Viewer, matter: Matter) -> Part | None:
    if not is_mediated(matter):
        return None
    sides, keeps = vars(matter)[SIDES], may_keep(viewer, matter)
    if not sides and not keeps:
        return None
    lines = [(called_side(side["nth"], side["role"], is_minor=side["is_minor"]), side) for side in sides]
    return Part("desk/mediation/sides_card.html", Sides(matter.number, lines, keeps))


@dataclass(frozen=True)
class Chosen:
    """What the card of choosing shows: each choice with how it stands, who was refused and why."""

    number: str
    choices: Sequence[tuple[Choice, str, Sequence[tuple[str, StrPromise]]]]
    objections: Sequence[tuple[Objection, str]]
    may_choose: bool


def _chosen(viewer: Viewer, matter: Matter) -> Part | None:
    if not is_mediated(matter):
        return None
    asks = may_choose(matter) and may_keep(viewer, matter)
    known = vars(matter)[CHOSEN]
    if not known and not asks:
        return None
    choices = [
        (
            choice,
            who_chose(choice),
            [(row.mediator.name, ANSWERED[row.answered]) for row in standings(matter, choice)],
        )
        for choice in (choices_for(viewer, matter) if known else ())
    ]
    refused = objections_for(viewer, matter) if known else ()
    objections = [(row, name_of_side(row.side)) for row in refused]
    return Part("desk/mediation/choices_card.html", Chosen(matter.number, choices, objections, asks))


PANELS = (
    Panel(gettext_lazy("Sides"), None, _sides, below_facts=True),
    Panel(gettext_lazy("Choice of the mediator"), None, _chosen, below_facts=True),
    COURT_PANEL,
    SIGNALS_PANEL,
    HANDED_PANEL,
    HANDOVER_PANEL,
)
