"""Units offered while one types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import in_city
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.choices import UnitPicks, own_places
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.picks import offered


@require_GET
@door(has_post)
def find_unit(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer units by their own name, or by name, pinyin, initials or code of their division."""
    units = Unit.objects.filter(in_city(viewer.city), ends_on=None)
    return offered(request, UnitPicks(units, viewer.city, own_places(viewer)))
