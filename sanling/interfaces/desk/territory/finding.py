"""Divisions offered while one types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.choices import DivisionPicks, places_asked
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.picks import offered


@require_GET
@door(has_post)
def find_division(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer divisions by name, pinyin, initials or code, those near some places first, else near one's own."""
    return offered(request, DivisionPicks(viewer.city, places_asked(request, viewer)))
