"""On the page of a recognition: the subject, what it declared, the comparison, what bars it, its title and its link."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.bars import barred
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.models import Objection, Recognition
from sanling.domain.recognition.objecting import is_of_subject, objections_waiting
from sanling.domain.recognition.situations import standard_part
from sanling.domain.recognition.verbs.declare import Declare
from sanling.domain.recognition.verbs.dismiss import Dismiss
from sanling.domain.recognition.verbs.uphold import Uphold
from sanling.domain.recognition.year_queries import recognition_beside
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.rules import Group
from sanling.foundation.privacy.mask import mask_name, mask_phone
from sanling.interfaces.desk.matters.matter_panels import Panel

KINDS = frozenset({"recognition"})


def _recognition(viewer: Viewer, matter: Matter) -> SafeString:
    found = recognition_beside(matter)
    if found is None:
        return format_html("")
    zeros = standard_part(viewer.city).by_zero
    context = {
        "recognition": found,
        "opens": visible_subjects(viewer).filter(pk=found.subject_id).exists(),
        "compared": [
            (zeros[row.zero].name if row.zero in zeros else row.zero, row)
            for row in found.comparisons.select_related("unit").order_by("pk")
        ],
        "bars": barred([found.subject_id], found.year).get(found.subject_id, []),
        "titles": list(found.titles.order_by("-pk")),
        "link": _link(viewer, matter, found),
        "objections": _objections(viewer, matter, found),
    }
    return render_to_string("desk/recognition/panel.html", context)


def _link(viewer: Viewer, matter: Matter, found: Recognition) -> str:
    """Return the link of an institution for the office that could declare for it, which hands it over."""
    if found.subject.group == Group.PLACES:
        return ""
    may = (action.verb == Declare.code for action in allowed_actions(viewer, matter))
    return link_of(matter, handed_by=viewer.post_id) if any(may) else ""


def _objections(viewer: Viewer, matter: Matter, found: Recognition) -> list[tuple[str, str, Objection]]:
    """Return what is held against it, with name and phone masked, for whoever may decide on it and nobody else.

    Who is of the subject by another post, or was, reads none of it.
    """
    deciding = (action.verb in {Dismiss.code, Uphold.code} for action in allowed_actions(viewer, matter))
    if not any(deciding) or is_of_subject(viewer, found.subject):
        return []
    waiting = objections_waiting(found)
    return [(mask_name(said.name), mask_phone(said.phone), said) for said in waiting]


YEAR_PANEL = Panel(gettext_lazy("Recognition"), KINDS, _recognition)
