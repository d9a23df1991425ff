"""Rates by division, sector or type, down to the rows that each number was counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sanling.domain.indicators.access import sees_all
from sanling.domain.indicators.queries import (
    Asked,
    By,
    Standing,
    ranks_of,
    rows_of,
    standings,
    tallied_at,
    total,
    written,
)
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import ledgers
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.narrowings import sectors_asked
from sanling.interfaces.desk.indicators.asking import (
    UNITS,
    address,
    narrowed_to,
    read,
    tells_rates,
)
from sanling.interfaces.desk.ledgers import rows_counted


@dataclass(frozen=True)
class Number:
    """A rate of a group, "" for all together, with the addresses of the rows above and below its line."""

    group: str
    rate: Rate
    above: str
    below: str


@dataclass(frozen=True)
class Line:
    """A unit of the breakdown: its rank, by group, all together, what isn't established, and what changed."""

    name: str
    url: str
    rank: int | None
    groups: Sequence[Number]
    all: Number
    open: int
    open_url: str
    change: Decimal | None
    year_change: Decimal | None


@require_GET
@door(tells_rates)
def rates(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show rates."""
    page = read(request, viewer)
    asked = page.asked
    part: SubjectsPart = profile_for(viewer.city).part("subjects")
    names = {code.value: str(name) for code, name in part.groups.items()}
    groups = {code: name for code, name in names.items() if asked is None or asked.group in ("", code)}
    found = standings(viewer, asked) if asked else []
    context = {
        "choices": page.choices,
        "asked": asked,
        "query": address("desk:rates", asked).partition("?")[2] if asked else "",
        "written": written(asked.stock, asked.period) if asked else "",
        "shown": _listing(asked, groups).holding(list(_lines(viewer, asked, found, groups)) if asked else []),
        "at": tallied_at(asked) if asked else None,
        "way": _way(viewer, asked) if asked else [],
    }
    return render(request, "desk/indicators/rates.html", context)


def _listing(asked: Asked | None, groups: Mapping[str, str]) -> Listing:
    return Listing(
        heads=(
            Head(UNITS[asked.by if asked else By.PLACE]),
            *(Head(name, figure=True) for name in groups.values()),
            *([Head(gettext_lazy("All together"), figure=True)] if len(groups) > 1 else []),
            Head(gettext_lazy("Rank"), figure=True),
            Head(gettext_lazy("Not established"), figure=True),
            Head(gettext_lazy("Change on the period before"), figure=True),
            Head(gettext_lazy("Change on the year before"), figure=True),
        ),
        nothing=gettext_lazy("Nothing has been counted here"),
        what_to_do=gettext_lazy(
            "Months are judged and years are summed each night, and whenever something changes."
        ),
        icon="activity",
    )


def _lines(
    viewer: Viewer, asked: Asked, found: Sequence[Standing], groups: Mapping[str, str]
) -> Sequence[Line]:
    if not found:
        return []
    names = _names(asked, [standing.unit for standing in found])
    whole = total(asked, found)
    ranks: Mapping[str, int] = {}
    # Whoever sees a part of them would be told a rank among that part.
    if sees_all(viewer, asked.stock, asked.place, asked.lines):
        ranks = ranks_of(asked, found)
    return [
        *(_line(asked, row, names.get(row.unit) or row.unit, groups, ranks.get(row.unit)) for row in found),
        _line(asked, whole, _("Together"), groups),
    ]


def _names(asked: Asked, units: Sequence[str]) -> Mapping[str, str]:
    if asked.by is By.PLACE:
        return dict(Division.objects.filter(path__in=units).values_list("path", "name"))
    part: SubjectsPart = profile_for(asked.place[: Level.CITY]).part("subjects")
    if asked.by is By.TYPE:
        return {kind.code: str(kind.name) for kind in part.types}
    return sectors_asked(part)


def _line(
    asked: Asked, standing: Standing, name: str, groups: Mapping[str, str], rank: int | None = None
) -> Line:
    own = narrowed_to(asked, standing.unit)
    indicator = asked.indicator

    def number(rate: Rate, group: str) -> Number:
        above, below = (_rows(own, code, group) for code in (indicator.numerator, indicator.denominator))
        return Number(groups.get(group, ""), rate, above, below)

    goes_down = standing.unit and asked.by is By.PLACE and len(asked.place) < Level.TOWNSHIP
    return Line(
        name=name,
        url=address("desk:rates", own) if goes_down else "",
        rank=rank,
        groups=[number(standing.of(group), group) for group in groups] if len(groups) > 1 else [],
        all=number(standing.rate, asked.group),
        open=standing.open,
        open_url=_rows(own, indicator.open, asked.group) if indicator.open else "",
        change=standing.rate - standing.before,
        year_change=standing.rate - standing.last_year,
    )


def _rows(asked: Asked, measure: str, group: str) -> str:
    return address("desk:rate_rows", asked, measure=measure, group=group or asked.group, by="")


def _way(viewer: Viewer, asked: Asked) -> Sequence[tuple[str, str]]:
    """Return the divisions down to the one shown, by name and address."""
    paths = [path for path in (*ancestors_of(asked.place), asked.place) if len(path) >= len(viewer.city)]
    names = dict(Division.objects.filter(path__in=paths).values_list("path", "name"))
    return [(names.get(path, path), address("desk:rates", asked, place=path)) for path in paths]


@require_GET
@door(tells_rates)
def rate_rows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the rows that a number was counted from."""
    asked = read(request, viewer).asked
    measure = request.GET.get("measure", "")
    if asked is None or measure not in asked.stock.measures:
        raise Http404
    measured = str(asked.stock.measures[measure].name)
    place = place_names({asked.place}).get(asked.place, "") if len(asked.place) > Level.CITY else ""
    found = rows_of(viewer, asked, measure=measure)
    context = {
        "title": f"{asked.indicator.name} · {measured}",
        "heading": f"{measured} · {place}" if place else measured,
        "back": address("desk:rates", asked),
        "back_to": f"{asked.indicator.name} · {written(asked.stock, asked.period)}",
        **rows_counted(request, viewer, ledgers()[asked.stock.ledger], found),
    }
    return render(request, "desk/rows_counted.html", context)
