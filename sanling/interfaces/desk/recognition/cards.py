"""On a subject's card how each month stood and why; in its story, what warned of it and how it was recognised."""

from collections.abc import Iterator
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_warnings
from sanling.domain.recognition.reasons import months_told
from sanling.domain.recognition.standing import FAMILY as WARNINGS
from sanling.domain.recognition.words import colour_of
from sanling.domain.recognition.year_queries import years_of
from sanling.domain.subjects.models import Subject
from sanling.domain.workflow.queries import reading_of
from sanling.foundation.days import day_of, on_days, today
from sanling.interfaces.desk.subjects.story import Event, Teller
from sanling.interfaces.desk.subjects.subject_panels import SubjectPanel

# So many months stand open; those before are unfolded.
AT_ONCE = 3


def _months(viewer: Viewer, subject: Subject, until: date) -> str:
    months = months_told(viewer, subject, until)
    shown = {"latest": months[:AT_ONCE], "earlier": months[AT_ONCE:]}
    return render_to_string("desk/recognition/card.html", shown) if months else ""


def _warned(viewer: Viewer, subject: Subject, until: date, most: int) -> Iterator[Event]:
    """Yield of each warning how far it is or that it was lifted, and that it was opened.

    How bad one came to be is not known on a day when it was open.
    """
    opened_by = on_days("matter__registered_at", None, until)
    found = visible_warnings(viewer).filter(opened_by, subject=subject).select_related("matter")
    warnings = list(found.order_by("-pk")[:most])
    of_warnings = visible_matters(viewer, few=True).filter(pk__in=[warning.matter_id for warning in warnings])
    opened = set(of_warnings.values_list("pk", flat=True)) if warnings else set()
    for warning in warnings:
        matter, colour = warning.matter, colour_of(subject.city, warning.worst)
        may_open = matter.pk in opened
        url = reverse("desk:matter", args=[matter.number]) if may_open else ""
        if matter.ended_at:
            words = _("Warning lifted %(number)s") % {"number": matter.number}
            yield Event(day_of(matter.ended_at), _("Warning"), words, url)
        stands = _("still open") if warning.open else ""
        if may_open and warning.open:
            stands = str(reading_of(matter.definition_id).state(matter.state).name)
        named = {"colour": colour.name if colour else warning.worst, "number": matter.number}
        if until < today() and (matter.ended_at is None or day_of(matter.ended_at) > until):
            words, colour = _("Warning %(number)s") % named, None
        else:
            words = _("Warning, at worst %(colour)s %(number)s") % named
        yield Event(
            day=day_of(matter.registered_at),
            sort=_("Warning"),
            words=words,
            url=url,
            stands=stands,
            tone=str(colour.tone) if colour else "",
        )


def _recognised(viewer: Viewer, subject: Subject, until: date, most: int) -> Iterator[Event]:
    for row in years_of(viewer, subject)[:most]:
        at = row.at
        if day_of(at) > until:
            # Nobody knew then how it would end.
            at, state, stands = row.opened_at, "", ""
        elif not row.number:
            state, stands = _("Recognised") if row.granted else _("Not recognised"), ""
        else:
            stage = reading_of(row.definition).state(row.state)
            state, stands = ("", str(stage.name)) if not stage.end else (str(stage.name), "")
        yield Event(
            day=day_of(at),
            sort=_("Recognition"),
            words=_("Recognition for %(year)s: %(state)s") % {"year": row.year, "state": state}
            if state
            else _("Recognition for %(year)s") % {"year": row.year},
            url=reverse("desk:matter", args=[row.number]) if row.number else "",
            stands=stands,
            details=[_("Taken over from %(document)s") % {"document": row.document}] if row.document else (),
        )


def _ledger() -> str:
    return reverse("desk:ledger")


CARDS = (SubjectPanel(gettext_lazy("Three zeros"), _months),)
STORIES = (
    Teller(gettext_lazy("Warnings"), _warned, _ledger, {"family": WARNINGS}),
    Teller(gettext_lazy("Recognition"), _recognised, _ledger, {"family": "recognition"}),
)
