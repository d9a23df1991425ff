"""A sitting for calendars (RFC 5545): one ``UID`` however often it moves, and nothing of the other side."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import CLASS, STATUS

from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Sitting

PRODUCT = "-//Sanling//Sittings//ZH"
_CANCELLED = (Sitting.Ending.MOVED, Sitting.Ending.OFF, Sitting.Ending.MISSED)


def sitting_ics(sitting: Sitting, mode: str = "") -> bytes:
    """Return a sitting as a calendar takes it; ``mode`` is the reader's own, of a side.

    A moved one carries a higher ``SEQUENCE``, by which calendars put it in the place of the one before; one that is
    off is cancelled. The place is told to whoever comes there.
    """
    matter = sitting.matter
    own = part_of(matter.city).sittings.mode(mode)
    comes = own is None or own.at_place
    event = Event.new(
        uid=f"{sitting.uid}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}",
        sequence=sitting.sequence,
        stamp=sitting.planned_at,
        start=sitting.begins_at,
        end=sitting.ends_at,
        summary=_("Sitting, %(number)s") % {"number": matter.number},
        location=sitting.place if comes and sitting.place else None,
        description=str(own.name) if own else None,
        status=STATUS.CANCELLED if sitting.ended_how in _CANCELLED else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE,
    )
    calendar = Calendar.new(prodid=PRODUCT, method="PUBLISH")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
