"""Divisions offered while one types."""

import re

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.choices import DivisionPicks, own_places
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.picks import offered

PLACE = re.compile("[0-9]{2,18}")
MOST_PLACES = 20


@require_GET
@door(has_post)
def find_division(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer divisions by name, pinyin, initials or code, those near some places first, else near one's own."""
    near = tuple(path for path in request.GET.getlist("near")[:MOST_PLACES] if PLACE.fullmatch(path))
    return offered(request, DivisionPicks(viewer.city, near or own_places(viewer)))
