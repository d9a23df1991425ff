"""Who has the square, on the page of its matter."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_entries
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.matter_panels import Panel


def _given(viewer: Viewer, matter: Matter) -> SafeString:
    given = visible_entries(viewer, matter).filter(code="allot").order_by("pk").last()
    return format_html("<p>{}</p>", given.params["slot"]) if given else SafeString()


PANELS = (Panel(gettext_lazy("Use of the square"), frozenset({"square_permit"}), _given),)
