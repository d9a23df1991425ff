"""On a subject's card: what happened that it answers for, as far as each may know of it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.interfaces.desk.subjects.subject_panels import SubjectPanel

MOST = 10


def _incidents(viewer: Viewer, subject: Subject) -> str:
    found = visible_incidents(viewer).filter(answers=subject, replaced=False, withdrawn=False)
    rows = [
        (incident, KINDS[Kind(incident.kind)], told(incident))
        for incident in found.order_by("-happened_on", "-pk")[:MOST]
    ]
    return render_to_string("desk/incidents/of_subject.html", {"rows": rows}) if rows else ""


CARDS = (SubjectPanel(gettext_lazy("Incidents it answers for"), _incidents),)
