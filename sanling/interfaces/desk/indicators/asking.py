"""What the pages of rates are asked, as their addresses say it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import (
    Asked,
    By,
    indicators,
    periods_of,
    usual_period,
    written,
)
from sanling.domain.people.access import Viewer, sees_some
from sanling.interfaces.components.narrowings import narrowings

# What a line of the breakdown is.
UNITS = {By.PLACE: gettext_lazy("Division"), By.SECTOR: gettext_lazy("Sector"), By.TYPE: gettext_lazy("Type")}


@dataclass(frozen=True)
class Choice:
    """A choice of the page: its name in the address, its label, what may be chosen, and what is."""

    name: str
    label: str
    options: Mapping[str, str]
    value: str


def tells_rates(viewer: Viewer) -> bool:
    """Posts that see what is counted, in a city that has indicators."""
    return any(
        sees_some(viewer, stocks()[indicator.stock].guarded.room)
        for indicator in indicators(viewer.city).values()
    )


@dataclass(frozen=True)
class Page:
    """What one is asked for, and what else may be; without an ``asked`` nothing has been summed yet."""

    asked: Asked | None
    choices: tuple[Choice, ...]


def read(request: HttpRequest, viewer: Viewer) -> Page:
    """Return what an address asks for; 404 for what there isn't."""
    known = indicators(viewer.city)
    names = {code: str(indicator.name) for code, indicator in known.items()}
    code = _one_of(request, "indicator", names) or next(iter(known))
    stock = stocks()[known[code].stock]
    periods = periods_of(stock, viewer.city)
    shown = {written(stock, period): period for period in periods}
    usual = usual_period(stock, periods)
    period = shown.get(_one_of(request, "period", shown)) or usual
    by_units = {by.value: str(name) for by, name in UNITS.items()}
    offered = {"by": by_units, **narrowings(viewer.city, stock)}
    chosen = {name: _one_of(request, name, options) for name, options in offered.items()}
    labels = {
        "by": _("Broken down by"),
        "group": _("Group"),
        "type": _("Type"),
        "sector": _("Sector"),
        "zero": _("Zero"),
    }
    choices = (
        Choice("indicator", _("Indicator"), names, code),
        Choice(
            "period", _("Period"), {name: name for name in shown}, written(stock, period) if period else ""
        ),
        *(Choice(name, labels[name], options, chosen[name]) for name, options in offered.items() if options),
    )
    if period is None:
        return Page(None, choices)
    by, group, kind, sector, zero = chosen.values()
    place = place_of(request, viewer)
    return Page(Asked(known[code], period, place, By(by or By.PLACE), group, kind, sector, zero), choices)


def _one_of(request: HttpRequest, name: str, options: Mapping[str, object]) -> str:
    value = request.GET.get(name, "")
    if value and value not in options:
        raise Http404
    return value


def place_of(request: HttpRequest, viewer: Viewer) -> str:
    """Return the place asked for, the viewer's city unless one is."""
    place = request.GET.get("place", "") or viewer.city
    if not (place.isascii() and place.isdigit() and len(place) in (2, 4, 6, 9, 12)) or not place.startswith(
        viewer.city
    ):
        raise Http404
    return place


def address(page: str, asked: Asked, **other: str) -> str:
    """Return the address of a page that asks the same, but for what is said otherwise."""
    said = {
        "indicator": asked.indicator.code,
        "period": written(asked.stock, asked.period),
        "place": asked.place,
        "by": "" if asked.by is By.PLACE else asked.by.value,
        "group": asked.group,
        "type": asked.type,
        "sector": asked.sector,
        "zero": asked.zero,
        **other,
    }
    return f"{reverse(page)}?{urlencode({name: value for name, value in said.items() if value})}"


def narrowed_to(asked: Asked, unit: str) -> Asked:
    """Return the same as is asked of one unit of the breakdown alone; of no unit, of all together."""
    if not unit:
        return asked
    match asked.by:
        case By.PLACE:
            return replace(asked, place=unit)
        case By.SECTOR:
            return replace(asked, sector=unit)
        case By.TYPE:
            return replace(asked, type=unit)
