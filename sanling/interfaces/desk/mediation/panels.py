"""The sides of a dispute, on its page: who was asked, what each answered, what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_keep
from sanling.domain.mediation.around import SIDES
from sanling.domain.mediation.naming import called_side
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.matter_panels import Panel, Part


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


PANELS = (Panel(gettext_lazy("Sides"), None, _sides, below_facts=True),)
