"""What is late in a place, and with whom: a part of its overview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from sanling.domain.matters.workload import late_with
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import place_of
from sanling.interfaces.desk.pages import sees_matters

MOST = 10


@require_GET
@door(sees_matters)
def late_part(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show which units have most that is late, each with its matters in the ledger."""
    place = place_of(request, viewer)
    count, told = late_with(viewer, place, clock.now(), MOST)
    where = "" if place == viewer.city else place
    context = {
        "count": count,
        "all": _ledger(where),
        "rows": [(row, _ledger(where, unit=row.unit.label, unit_key=str(row.unit.pk))) for row in told],
    }
    return render(request, "desk/matters/late.html", context)


def _ledger(place: str, **narrowed: str) -> str:
    said = {"lateness": "late", "division": place, **narrowed, "sort": "due"}
    return f"{reverse('desk:ledger')}?{urlencode({name: value for name, value in said.items() if value})}"
