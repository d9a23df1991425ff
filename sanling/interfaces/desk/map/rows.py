"""The rows behind a number of the map."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import ledgers
from sanling.domain.territory.queries import full_name
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.ledgers import rows_counted
from sanling.interfaces.desk.map.asking import read
from sanling.interfaces.desk.map.permissions import maps
from sanling.processes.map.values import rows_of


@require_GET
@door(maps)
def map_rows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the rows behind the number of a place; of all of it, or of what lies in none of its parts."""
    asked = read(request, viewer)
    if not asked.form.is_valid():
        raise Http404
    measured, place = asked.form.measured(), asked.parts.place.path
    measure = request.GET.get("of", "") or measured.figure.numerator
    if measure not in measured.figure.measures:
        raise Http404
    itself = request.GET.get("itself") == "1"
    found = rows_of(viewer, measured, place, measure, itself=itself)
    title = f"{measured.flow.measures[measure]} · {full_name(place)}"
    context = {
        "title": title,
        "heading": f"{title} · {_('not placed further')}" if itself else title,
        "of": f"{measured.period.first} – {measured.period.last}",
        "back": asked.address("desk:map"),
        "back_to": f"{_('Map')} · {measured.figure.name}",
        **rows_counted(request, viewer, ledgers()[measured.flow.ledger], found),
    }
    return render(request, "desk/rows_counted.html", context)
