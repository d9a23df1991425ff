"""On a subject's card: how it stood month by month, and why."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.reasons import months_told
from sanling.domain.subjects.models import Subject
from sanling.interfaces.desk.subjects.subject_panels import SubjectPanel


def _months(viewer: Viewer, subject: Subject) -> str:
    months = months_told(viewer, subject)
    return render_to_string("desk/recognition/card.html", {"months": months}) if months else ""


CARDS = (SubjectPanel(gettext_lazy("Three zeros"), _months),)
