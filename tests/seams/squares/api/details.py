"""The same for other systems."""

from pydantic import BaseModel

from sanling.domain.matters.access import visible_entries
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.api.matters.matter_details import Detail


class Booking(BaseModel):
    """When the square is given, and for what."""

    slot: str
    occasion: str


def _booking(viewer: Viewer, matter: Matter) -> Booking | None:
    given = visible_entries(viewer, matter).filter(code="allot").order_by("pk").last()
    return Booking(slot=given.params["slot"], occasion=given.params["for"]) if given else None


DETAILS = (Detail("booking", frozenset({"square_permit"}), Booking, _booking),)
