"""The rates of a place at their last periods that are over: a part of its overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import (
    Asked,
    indicators,
    periods_of,
    standings,
    total,
    usual_period,
    written,
)
from sanling.domain.people.access import Viewer, sees_some
from sanling.foundation.rates import Rate
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import place_of
from sanling.interfaces.desk.indicators.asking import address, tells_rates


@dataclass(frozen=True)
class Line:
    """A rate: of which period, how it changed, the addresses of its rows, and where it is broken down."""

    name: str
    period: str
    rate: Rate
    above: str
    below: str
    change: Decimal | None
    year_change: Decimal | None
    url: str


@require_GET
@door(tells_rates)
def rates_of_place(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the rates of a place."""
    place = place_of(request, viewer)
    return render(request, "desk/indicators/of_place.html", {"rows": _lines(viewer, place)})


def _lines(viewer: Viewer, place: str) -> Sequence[Line]:
    lines = []
    for indicator in indicators(viewer.city).values():
        stock = stocks()[indicator.stock]
        period = usual_period(stock, periods_of(stock, viewer.city))
        if period is None or not sees_some(viewer, stock.guarded.room):
            continue
        asked = Asked(indicator, period, place)
        whole = total(asked, standings(viewer, asked))
        lines.append(
            Line(
                name=str(indicator.name),
                period=written(stock, period),
                rate=whole.rate,
                above=address("desk:rate_rows", asked, measure=indicator.numerator),
                below=address("desk:rate_rows", asked, measure=indicator.denominator),
                change=whole.rate - whole.before,
                year_change=whole.rate - whole.last_year,
                url=address("desk:rates", asked),
            )
        )
    return lines
