"""On the page of a recognition: the subject, what it declared, the comparison, what bars it, its title and its link."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.telling import recognition_told
from sanling.domain.recognition.verbs.declare import Declare
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.rules import Group
from sanling.foundation.delivery import sms
from sanling.interfaces.desk.matters.matter_panels import Panel

KINDS = frozenset({"recognition"})


def _recognition(viewer: Viewer, matter: Matter) -> SafeString:
    told = recognition_told(viewer, matter)
    if told is None:
        return format_html("")
    context = {
        "told": told,
        "recognition": told.recognition,
        "opens": visible_subjects(viewer).filter(pk=told.recognition.subject_id).exists(),
        "link": _link(viewer, matter, told.recognition),
        "texts": sms.can_send(),
    }
    return render_to_string("desk/recognition/panel.html", context)


def _link(viewer: Viewer, matter: Matter, found: Recognition) -> str:
    """Return the link of an institution for the office that could declare for it, which hands it over."""
    if found.subject.group == Group.PLACES:
        return ""
    may = (action.verb == Declare.code for action in allowed_actions(viewer, matter))
    return link_of(matter, handed_by=viewer.post_id) if any(may) else ""


YEAR_PANEL = Panel(gettext_lazy("Recognition"), KINDS, _recognition)
