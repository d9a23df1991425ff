"""In a subject's story: what happened there, or that it answers for, as far as each may know of it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.interfaces.desk.subjects.story import Event, Teller


def _happened(viewer: Viewer, subject: Subject, until: date, most: int) -> Iterator[Event]:
    there = Q(answers=subject) | Q(site=subject)
    found = visible_incidents(viewer).filter(there, replaced=False, withdrawn=False, happened_on__lte=until)
    for incident in found.order_by("-happened_on", "-pk")[:most]:
        answers = incident.answers_id == subject.pk
        yield Event(
            day=incident.happened_on,
            sort=_("It answers for this") if answers else _("Happened there, another answers for it"),
            words=f"{KINDS[Kind(incident.kind)]} · {told(incident)}",
            url=reverse("desk:incident", args=[incident.pk]),
        )


STORIES = (
    Teller(gettext_lazy("Incidents"), _happened, lambda: reverse("desk:room_ledger", args=["incidents"])),
)
