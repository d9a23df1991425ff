"""The receipt: the matter's number, its link and the same link as a picture for another phone's camera."""

import segno
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.matters.timeline import now_of
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.door import Door, by_link
from sanling.interfaces.portal.people.directory import place_url


@by_link
@require_safe
def receipt(request: HttpRequest, door: Door) -> HttpResponse:
    """Show what to keep."""
    link = request.build_absolute_uri(door.url("matter"))
    context = {
        "matter": door.matter,
        "now": now_of(door.matter),
        "link": link,
        "acts": door.actor.acts,
        "place_url": place_url(door.matter.division_id),
        "qr": segno.make(link, error="m").svg_data_uri(scale=4, border=2),
    }
    return page(request, "portal/matters/receipt.html", context, profile=door.profile)
