"""On a subject's card: its recognition year by year, how each month stood and why, and what warned of it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_warnings
from sanling.domain.recognition.reasons import months_told
from sanling.domain.recognition.words import colour_of
from sanling.domain.recognition.year_queries import years_of
from sanling.domain.subjects.models import Subject
from sanling.domain.workflow.queries import reading_of
from sanling.interfaces.desk.subjects.subject_panels import SubjectPanel

WARNINGS = 20


def _months(viewer: Viewer, subject: Subject) -> str:
    months = months_told(viewer, subject)
    return render_to_string("desk/recognition/card.html", {"months": months}) if months else ""


def _warnings(viewer: Viewer, subject: Subject) -> str:
    found = (
        visible_warnings(viewer).filter(subject=subject).select_related("matter").order_by("-pk")[:WARNINGS]
    )
    opened = set(visible_matters(viewer).filter(colour_warning__in=found).values_list("pk", flat=True))
    warnings = [
        (warning, colour_of(subject.city, warning.worst), warning.matter_id in opened) for warning in found
    ]
    return render_to_string("desk/recognition/warnings.html", {"warnings": warnings}) if warnings else ""


def _years(viewer: Viewer, subject: Subject) -> str:
    years = [
        (row, reading_of(row.definition).state(row.state) if row.number else None)
        for row in years_of(viewer, subject)
    ]
    return render_to_string("desk/recognition/years.html", {"years": years}) if years else ""


CARDS = (
    SubjectPanel(gettext_lazy("Recognition"), _years),
    SubjectPanel(gettext_lazy("Three zeros"), _months),
    SubjectPanel(gettext_lazy("Warnings"), _warnings),
)
