"""On an incident's page: which months of which subject it is a reason in, as far as each may know them."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.models import Incident
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.reasons import months_citing
from sanling.interfaces.desk.incidents.incident_panels import IncidentPanel


def _cited(viewer: Viewer, incident: Incident) -> str:
    cited = months_citing(viewer, incident)
    return render_to_string("desk/recognition/citing.html", {"cited": cited}) if cited else ""


CITED = (IncidentPanel(gettext_lazy("Breaks a zero"), _cited),)
