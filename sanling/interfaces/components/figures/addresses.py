"""Of which place and days one asks, as addresses say it, and where the rows of a number are."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from sanling.domain.indicators.config import Figure
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.foundation.days import today
from sanling.processes.figures.access import is_told_of, may_ask, own_place
from sanling.processes.figures.indicators import Asked, Value, visible_figures
from sanling.processes.figures.periods import read_period, telling_month
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import in_words


def tells_figures(viewer: Viewer) -> bool:
    """Posts that see what is counted, in a city that has figures."""
    return bool(viewer.post_id) and bool(visible_figures(viewer))


def place_of(request: HttpRequest, viewer: Viewer) -> str:
    """Return the place asked for, the viewer's own unless one is; 404 for one that it may not ask about."""
    named = request.GET.get("place", "")
    place = named or own_place(viewer)
    known = place.isascii() and place.isdigit() and len(place) in (*Level,) and len(place) <= Level.VILLAGE
    if not known or not (is_told_of if named else may_ask)(viewer, place):
        raise Http404
    return place


def asked_by(request: HttpRequest, viewer: Viewer) -> Asked:
    """Return of which place and period an address asks: unless it says another, the month that tells most."""
    written = request.GET.get("period", "")
    try:
        period = read_period(written) if written else telling_month(today())
    except ValueError:
        raise Http404 from None
    return Asked(place_of(request, viewer), period)


def address(page: str, asked: Asked, **other: str) -> str:
    """Return the address of a page that asks the same, but for what is said otherwise."""
    said = {
        "place": asked.place,
        "period": str(asked.period),
        "by": "" if asked.by is By.PLACE else str(asked.by),
        "kind": asked.kind,
        "category": asked.category,
        "channel": asked.channel,
        "unit": asked.unit,
        **other,
    }
    return f"{reverse(page)}?{urlencode({name: value for name, value in said.items() if value})}"


def narrowed_to(asked: Asked, unit: str) -> Asked:
    """Return the same as is asked of one unit of the breakdown alone; of no unit, of all together."""
    if not unit or asked.by is By.NOTHING:
        return asked
    if asked.by is By.MONTH:
        return replace(asked, period=read_period(unit[:7]).within(asked.period))
    if asked.by is By.DAY:
        return replace(asked, period=read_period(unit))
    narrowed: dict[str, Any] = {str(asked.by): unit}
    return replace(asked, **narrowed)


def rows_address(asked: Asked, figure: Figure, measure: str) -> str:
    """Return the address of the rows behind a number."""
    return address("desk:figure_rows", asked, figure=figure.code, measure=measure, by="")


@dataclass(frozen=True)
class Number:
    """A value with the addresses of its rows: all that it counts, and those that it is counted of."""

    text: str
    above: tuple[int, str]
    below: tuple[int, str] | None

    @classmethod
    def of(cls, asked: Asked, value: Value) -> "Number":
        """Say a value of what is asked."""
        figure = value.figure
        below = (
            (value.denominator, rows_address(asked, figure, figure.denominator))
            if figure.denominator
            else None
        )
        return cls(in_words(value), (value.numerator, rows_address(asked, figure, figure.numerator)), below)
