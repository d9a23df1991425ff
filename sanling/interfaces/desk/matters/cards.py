"""In a subject's story: the matters that were begun by scanning its own poster, as far as each may see them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.models import CodePoint
from sanling.domain.workflow.queries import reading_of
from sanling.foundation.days import day_of, on_days
from sanling.interfaces.desk.subjects.story import Event, Teller


def _by_poster(viewer: Viewer, subject: Subject, until: date, most: int) -> Iterator[Event]:
    hung = CodePoint.objects.filter(
        of=subject.code, type=subject.type, division__path__startswith=subject.city
    )
    codes = list(hung.values_list("code", flat=True))
    if not codes:
        return
    scanned = visible_matters(viewer).filter(scanned_code__in=codes)
    begun = scanned.filter(on_days("registered_at", None, until)).order_by("-registered_at", "-pk")
    for matter in begun[:most]:
        yield Event(
            day=day_of(matter.registered_at),
            sort=_("Reported by its poster"),
            words=matter.title,
            url=reverse("desk:matter", args=[matter.number]),
            stands=str(reading_of(matter.definition_id).state(matter.state).name),
        )


STORIES = (Teller(gettext_lazy("Matters"), _by_poster, lambda: reverse("desk:ledger")),)
