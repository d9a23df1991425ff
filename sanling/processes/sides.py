"""The job that sends a side of a dispute its own link, which nobody else sees."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from procrastinate.contrib.django import app

from sanling.domain.mediation.links import fresh_link, phone_of
from sanling.domain.mediation.models import Side
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later


def send_side_link(side_id: int) -> None:
    """Have a side's link sent, in the caller's transaction."""
    send_side_link_job.defer(side_id=side_id)


def send_links(sides: Iterable[Side]) -> None:
    """Have the links of those sent that have a phone, where messages can be."""
    for side in sides:
        if sms.can_send() and phone_of(side):
            send_side_link(side.pk)


@app.task(queue=sms.QUEUE)
def send_side_link_job(side_id: int) -> None:
    """Make a side's link, which nobody has seen yet, and send it to its phone, within what one phone gets."""
    side = Side.objects.select_related("matter").filter(pk=side_id).first()
    phone = phone_of(side) if side else ""
    if side is None or not phone or sms.over_rate(phone, purpose="link"):
        return
    fresh = fresh_link(side.pk)
    if fresh is None:
        return
    link = settings.PUBLIC_URL + reverse("portal:side", args=[fresh[1]])
    send_later({"phone": phone, "number": side.matter.number, "link": link}, good_for=sms.LINK_LIFE)
