"""On a matter's page: what was born of it, and the way to record it, for who records such where the matter is."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import may_record, visible_incidents
from sanling.domain.incidents.config import IncidentsPart
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.desk.matters.matter_panels import Panel


def _born(viewer: Viewer, matter: Matter) -> SafeString:
    part: IncidentsPart = profile_for(matter.division_id[:4]).part("incidents")
    kinds = [kind for kind in part.born(matter.kind) if may_record(viewer, kind, matter.division_id)]
    if not kinds:
        return format_html("{}", "")
    found = visible_incidents(viewer).filter(matter=matter, replaced=False).order_by("-pk")
    context = {
        "matter": matter,
        "ways": [(kind.value, KINDS[kind]) for kind in kinds],
        "rows": [(row, KINDS[Kind(row.kind)], told(row)) for row in found],
    }
    return render_to_string("desk/incidents/born.html", context)


PANELS = (Panel(gettext_lazy("What became of it as an incident"), None, _born),)
