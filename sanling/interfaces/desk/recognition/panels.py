"""On the page of a warning: of which subject it is, its colour, and by which rules and facts, as each may know them."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_warnings
from sanling.domain.recognition.reasons import months_told
from sanling.domain.recognition.standing import KIND
from sanling.domain.recognition.words import colour_of
from sanling.domain.subjects.access import visible_subjects
from sanling.interfaces.desk.matters.matter_panels import Panel
from sanling.interfaces.desk.recognition.year_panel import YEAR_PANEL


def _standing(viewer: Viewer, matter: Matter) -> SafeString:
    warning = visible_warnings(viewer).select_related("subject").get(matter=matter)
    subject = visible_subjects(viewer).filter(pk=warning.subject_id).first()
    told = months_told(viewer, subject) if subject else []
    context = {
        "warning": warning,
        "subject": subject,
        "colour": colour_of(matter.division_id[:4], warning.colour),
        "worst": colour_of(matter.division_id[:4], warning.worst),
        "months": [month for month in told if month.judged.month == warning.month],
    }
    return render_to_string("desk/recognition/warning.html", context)


PANELS = (Panel(gettext_lazy("Subject and colour"), frozenset({KIND}), _standing), YEAR_PANEL)
