"""Hand-overs on the page of a dispute, to who has charge of it, and on the page of a hand-over's own matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_follow_up
from sanling.domain.mediation.around import HANDED
from sanling.domain.mediation.handing import finding_said, handovers_part, partner_name
from sanling.domain.mediation.handing_access import handover_for, handovers_of, has_charge
from sanling.domain.mediation.handovers_config import FAMILY
from sanling.domain.mediation.models import Handover
from sanling.domain.mediation.raising import signals_part
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of
from sanling.interfaces.desk.matters.matter_panels import Panel, Part


@dataclass(frozen=True)
class Line:
    """A hand-over as a list shows it: to or from whom, and how it stands."""

    handover: Handover
    office: str
    state: str
    finding: str
    signs: Sequence[str]


@dataclass(frozen=True)
class Handed:
    """The card of a dispute."""

    number: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Taken:
    """The card of a hand-over's own matter; ``dispute`` is the number behind it, for who has charge of that."""

    line: Line
    has_paper: bool
    dispute: str


def line_of(handover: Handover) -> Line:
    """Return how a hand-over stands, in words."""
    definition = definition_of(handover.matter.definition_id)
    part = handovers_part(handover.dispute.city)
    known = [part.sign(code) for code in handover.signs]
    return Line(
        handover,
        partner_name(handover),
        str(definition.state(handover.matter.state).name),
        finding_said(handover),
        [str(sign.name) for sign in known if sign],
    )


def has_paper(handover: Handover) -> bool:
    """Tell whether there is something to print: a letter until it is forgotten, and a receipt of what came."""
    return handover.way == Handover.Way.IN or bool(handover.content)


def _handed(viewer: Viewer, matter: Matter) -> Part | None:
    if (
        not is_mediated(matter)
        or not handovers_part(matter.city).partners
        or not may_follow_up(viewer, matter)
    ):
        return None
    found = handovers_of(viewer, matter) if vars(matter)[HANDED] else ()
    return Part("desk/mediation/handed_card.html", Handed(matter.number, [line_of(row) for row in found]))


def _taken(viewer: Viewer, matter: Matter) -> Part | None:
    found = handover_for(viewer, matter) if matter.family == FAMILY else None
    if found is None:
        return None
    dispute = found.dispute.number if has_charge(viewer, found) else ""
    return Part(
        "desk/mediation/taken_card.html",
        Taken(line_of(found), has_paper(found), dispute),
    )


def _signals(viewer: Viewer, matter: Matter) -> Part | None:
    # They are read when the page stands: looking for persons takes its time, and is counted.
    if not is_mediated(matter) or not signals_part(matter.city).known() or not may_follow_up(viewer, matter):
        return None
    return Part("desk/mediation/signals_card.html", matter.number)


SIGNALS_PANEL = Panel(gettext_lazy("Signals"), None, _signals, below_facts=True)
HANDED_PANEL = Panel(gettext_lazy("Hand-overs"), None, _handed, below_facts=True)
HANDOVER_PANEL = Panel(gettext_lazy("What was handed over"), None, _taken)
