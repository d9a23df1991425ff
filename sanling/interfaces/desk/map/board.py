"""The map: places coloured by what was counted in them, and beside it a table that says all that it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django_stubs_ext import StrPromise

from sanling.domain.indicators.config import Form
from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import layers_for
from sanling.domain.people.ledgers import RoomLedger, ledgers
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import trail
from sanling.domain.territory.rules import Level, city_of
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.map.areas import areas_url
from sanling.interfaces.desk.map.asking import Asked, read
from sanling.interfaces.desk.map.permissions import maps
from sanling.interfaces.desk.map.points import list_url, pairs_of
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.figures.access import may_ask
from sanling.processes.figures.indicators import Value
from sanling.processes.figures.words import in_words, number_in_words
from sanling.processes.map.points import Asked as Points
from sanling.processes.map.points import rows_in
from sanling.processes.map.rules import Class, classes_of
from sanling.processes.map.values import Values


@dataclass(frozen=True)
class Line:
    """A place of the table: what is told of it, in words and as a number, and where name and rows lead.

    Of a place of which the viewer is told nothing there is no ``value``; what lies in none of the parts has no colour.
    """

    path: str
    name: str
    value: Value | None
    coloured: bool
    url: str = ""
    above: str = ""
    below: str = ""

    @property
    def number(self) -> Decimal | None:
        """Return the number by which it is coloured."""
        return self.value.number if self.value and self.coloured else None

    @property
    def words(self) -> str:
        """Return what is told."""
        return in_words(self.value) if self.value else "—"


@require_GET
@door(maps)
def map_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the map of a place; wrong filters are told beside their fields, and then nothing is counted."""
    asked = read(request, viewer)
    is_valid = asked.form.is_valid()
    values = Values(viewer, asked.form.measured(), asked.parts) if is_valid else None
    lines = list(_lines(asked, values)) if values else []
    classes = classes_of(line.number for line in lines if line.number is not None)
    context = {
        "asked": asked,
        "place": asked.parts.place,
        "form": asked.form,
        "measured": values.measured if values else None,
        "way": _way(asked),
        "onward": list(_onward(asked)),
        "areas": areas_url(asked.parts) if asked.parts.outlines else "",
        "classes": [
            (
                shade.nth,
                [number_in_words(values.measured.figure, end) for end in sorted({shade.low, shade.high})],
            )
            for shade in classes
            if values
        ],
        "shown": _listing(values).holding([_coloured(line, classes) for line in lines]),
        "whole": _line(asked, values, asked.parts.place.path, "", values.whole) if values else None,
        "layers": list(_layers(asked)) if is_valid else [],
        "points": _points_url(asked),
        "said": [("place", asked.parts.place.path), *asked.form.said()],
        "near": asked.address("desk:map_near"),
        "draw": _everything_url(asked),
        "at": _at(request),
        "datum": datum_of(city_of(asked.parts.place.path)).value,
    }
    return render(request, "desk/map/map.html", context, status=200 if is_valid else 422)


def _layers(asked: Asked) -> Iterator[tuple[str, StrPromise, int, str]]:
    """Yield the layers that are shown, with how many rows of each lie in the place and where they are listed."""
    place, kind = asked.parts.place.path, asked.form.cleaned_data["kind"]
    for code, layer in layers_for(asked.viewer).items():
        if code in asked.form.cleaned_data["layer"]:
            rows = Points(layer, place, kind)
            yield code, layer.name, rows_in(asked.viewer, rows).count(), list_url(rows)


def _points_url(asked: Asked) -> str:
    """Return where the clusters of what is shown are, but for box and zoom, which the map knows; "" for no layers."""
    said = [(name, value) for name, value in asked.form.said() if name in ("layer", "kind")]
    if not any(name == "layer" for name, _value in said):
        return ""
    return f"{reverse('desk:map_points')}?{urlencode([('place', asked.parts.place.path), *said])}"


def _onward(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield where one goes from the map of a place, by name and address."""
    place, problems = asked.parts.place.path, ledgers()["problems"]
    if isinstance(problems, RoomLedger) and problems.may(asked.viewer):
        address = reverse("desk:room_ledger", args=[problems.code])
        yield str(problems.name), f"{address}?{urlencode({'division': place})}"
    if sees_matters(asked.viewer) and len(place) >= Level.VILLAGE:
        yield _("Deployment map"), f"{reverse('desk:deployment')}?{urlencode({'place': place})}"


def _everything_url(asked: Asked) -> str:
    """Return where all layers are counted in the place, for an area that somebody draws."""
    said = [("place", asked.parts.place.path), *(("layer", code) for code in layers_for(asked.viewer))]
    return f"{reverse('desk:map_points')}?{urlencode(said)}"


def _at(request: HttpRequest) -> str:
    """Return the point that is marked, as addresses have it (WGS-84); "" for none."""
    found = pairs_of(request.GET.get("at", ""))
    return ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in found[:1])


def _listing(values: Values | None) -> Listing:
    told = str(values.measured.figure.name) if values else ""
    return Listing(
        heads=(Head(gettext_lazy("Division")), Head(told, figure=True)),
        nothing=gettext_lazy("Nothing is counted with these filters"),
    )


def _lines(asked: Asked, values: Values) -> Iterator[Line]:
    found, parts = values.of_parts, asked.parts
    for division in parts.divisions:
        path = division.path
        is_told = path in found or may_ask(asked.viewer, path)
        value = found.get(path) or (Value(values.measured.figure) if is_told else None)
        line = _line(asked, values, path, division.name, value, coloured=True)
        yield replace(line, url=asked.address("desk:map", place=path)) if path != parts.place.path else line
    known = {division.path for division in parts.divisions}
    # What lies in none of the parts, and what lay in a division that has ended since.
    for path, value in found.items():
        if path not in known:
            name = _("not placed further") if path == parts.anchor else path
            yield _line(asked, values, path, name, value, itself="1")


def _line(
    asked: Asked,
    values: Values,
    path: str,
    name: str,
    value: Value | None,
    *,
    coloured: bool = False,
    **other: str,
) -> Line:
    figure = values.measured.figure

    def rows(measure: str | None, count: int) -> str:
        said = {
            "place": path,
            **other,
            **({"of": measure} if measure and measure != figure.numerator else {}),
        }
        return asked.address("desk:map_rows", **said) if measure and count else ""

    # A sum of grades is of the rows below its line.
    above = rows(figure.numerator, value.numerator) if value and figure.form is not Form.MEAN else ""
    below = rows(figure.denominator, value.denominator) if value else ""
    return Line(path=path, name=name, value=value, coloured=coloured, above=above, below=below)


def _coloured(line: Line, classes: Sequence[Class]) -> tuple[Line, int | None]:
    number = line.number
    return line, None if number is None else next(shade.nth for shade in classes if shade.holds(number))


def _way(asked: Asked) -> Sequence[tuple[str, str]]:
    """Return the divisions down to the one shown, by name and address; those above one's own lead nowhere."""
    place = asked.parts.place.path
    found = [division for division in trail(place) if may_ask(asked.viewer, division.path)]
    return [(division.name, asked.address("desk:map", place=division.path)) for division in found]
