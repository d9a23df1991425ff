"""When squares are given, for other systems."""

from django.http import HttpRequest
from ninja import Router

from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from tests.seams.squares.api.details import Booking
from tests.seams.squares.ledgers import given

router = Router(tags=["squares"])


@router.get("/squares", auth=reads, response=answers(list[Booking]), operation_id="list_squares")
def list_squares(request: HttpRequest) -> list[Booking]:
    """List the squares that were given in the post's sight, the newest first."""
    found = given(caller_of(request).viewer).order_by("-pk")[:100]
    return [Booking(slot=entry.params["slot"], occasion=entry.params["for"]) for entry in found]


ROUTERS = (router,)
