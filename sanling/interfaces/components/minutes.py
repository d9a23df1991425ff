"""Closed minutes as pages show them, to staff and to a side: the text, and what is corrected beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.mediation.models import Correction, Minutes
from sanling.domain.mediation.naming import called_side, side_name
from sanling.domain.mediation.protocol import Protocol


@dataclass(frozen=True)
class ShownMinutes:
    """The text as it was closed, who was there in words, and its digest."""

    protocol: Protocol
    present: Sequence[str]
    digest: str


def shown_minutes(minutes: Minutes) -> ShownMinutes:
    """Return closed minutes in words."""
    protocol = Protocol.read(minutes.content)
    present = [
        f"{called_side(row.side.nth, row.side.role, is_minor=row.side.is_minor)} · {row.side.name} · {row.mode}"
        for row in protocol.present
    ]
    return ShownMinutes(protocol, present, bytes(minutes.digest or b"").hex())


def corrections_of(minutes: Minutes) -> list[tuple[Correction, str]]:
    """Return what stands beside minutes, each with who said it."""
    return [(row, side_name(row.side) if row.side else _("Mediator")) for row in minutes.corrections.all()]
