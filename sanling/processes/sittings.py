"""Whoever is expected at a sitting is told: when it is planned or moved, and again before it begins."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.remind_of_sitting import remind_of_sitting
from sanling.domain.mediation.links import fresh_link, phone_of
from sanling.domain.mediation.models import Attendance, Sitting
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import written
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.notices import notify
from sanling.foundation.delivery.tasks import send_later

ACTOR = SystemActor("mediation")
# No profile reminds longer ahead.
AHEAD = timedelta(hours=240)


def tell_of_sitting(sitting_id: int) -> None:
    """Have the sides of a sitting told of it, in the caller's transaction."""
    if sms.can_send():
        for attendance in (
            Attendance.objects.filter(sitting=sitting_id).order_by("pk").values_list("pk", flat=True)
        ):
            tell_side_job.defer(attendance_id=attendance)


def remind_of_sittings() -> int:
    """Remind of the sittings whose hour to remind has come; return of how many."""
    now, count = clock.now(), 0
    planned = Sitting.objects.filter(ended_at=None, begins_at__gt=now, begins_at__lte=now + AHEAD)
    for sitting_id in planned.order_by("begins_at", "pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                sitting = remind_of_sitting(actor=ACTOR, sitting_id=sitting_id)
                told = {"number": sitting.matter.number, "begins": _local(sitting)}
                url = f"/desk/matters/{sitting.matter.number}/sittings/{sitting.pk}/"
                notify([f"post:{sitting.post_id}"], "mediation.sitting", told, url=url)
                tell_of_sitting(sitting.pk)
        except NotFound:
            # Not yet, or moved, called off, or reminded of by another worker since it was found.
            continue
        count += 1
    return count


@app.task(queue=sms.QUEUE)
def tell_side_job(attendance_id: int) -> None:
    """Send a side the hour of a sitting that still stands, with a fresh link that nobody has seen."""
    rows = Attendance.objects.select_related("side__matter", "sitting")
    found = rows.filter(pk=attendance_id, sitting__begins_at__gt=clock.now()).first()
    stands = found is not None and found.sitting.ended_how in ("", Sitting.Ending.OFF)
    phone = phone_of(found.side) if found and stands else ""
    if found is None or not phone or sms.over_rate(phone, purpose="sitting"):
        return
    fresh = fresh_link(found.side_id)
    if fresh is None:
        return
    with override(settings.LANGUAGE_CODE):
        said = _("Mediation %(number)s: the sitting on %(begins)s is called off.")
        if not found.sitting.ended_how:
            said = _(
                "Mediation %(number)s: a sitting is on %(begins)s. Where, and how you take part, is on your page."
            )
        text = said % {"number": found.side.matter.number, "begins": _local(found.sitting)}
    link = settings.PUBLIC_URL + reverse("portal:side", args=[fresh[1]])
    send_later({"phone": phone, "text": text, "link": link}, good_for=found.sitting.begins_at - clock.now())


def _local(sitting: Sitting) -> str:
    return written(sitting.begins_at)
