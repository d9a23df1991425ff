"""A figure by division, kind, unit, month …, and the rows that each of its numbers was counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.flows import flows
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import ledgers
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import Number, address, narrowed_to, tells_figures
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.figures.asking import Page, read, unit_name
from sanling.interfaces.desk.ledgers import rows_counted
from sanling.processes.figures.breakdown import Breakdown, Line, breakdown
from sanling.processes.figures.indicators import Asked, amount_of, rows_of
from sanling.processes.figures.queries import TIMES, By
from sanling.processes.figures.words import (
    Told,
    days_in_words,
    moment_in_words,
    period_in_words,
)

# A trend has at most so many days; longer ones are told by month.
MOST_DAYS = 62


@dataclass(frozen=True)
class Shown:
    """A line of a breakdown as it is shown."""

    name: str
    url: str
    number: Number
    value: Decimal | None
    share: str
    rank: int | None
    change: Told
    year_change: Told
    total: bool = False


@require_GET
@door(tells_figures)
def figure_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a figure by its parts."""
    page = read(request, viewer)
    asked = in_moments(page.asked)
    told = breakdown(viewer, asked, page.figure, today())
    context = {
        "page": page,
        "asked": asked,
        "period": period_in_words(asked.period),
        "days": days_in_words(told.compared.now),
        "way": way_to(viewer, asked, page.figure.code),
        "before": address(
            "desk:figures", replace(asked, period=asked.period.before()), figure=page.figure.code
        ),
        "shown": _listing(page, asked).holding(_lines(viewer, asked, told)),
        "book": address("desk:figure_file", page.asked, figure=page.figure.code),
        "trend": asked.by in TIMES,
        "has_share": _has_share(page.figure),
    }
    return render(request, "desk/figures/figure.html", context)


def in_moments(asked: Asked) -> Asked:
    """Return what is told of what is asked: too many days are told by month."""
    if asked.by is By.DAY and asked.period.days > MOST_DAYS:
        return replace(asked, by=By.MONTH)
    return asked


def _has_share(figure: Figure) -> bool:
    return figure.form in (Form.COUNT, Form.BALANCE)


def _listing(page: Page, asked: Asked) -> Listing:
    compared = asked.by not in TIMES
    heads = [
        Head(unit_name(page.figure, asked.by)),
        Head(str(page.figure.name), figure=True),
        *([Head(gettext_lazy("Share"), figure=True)] if _has_share(page.figure) and compared else []),
        *([Head(gettext_lazy("Rank"), figure=True)] if page.figure.outcome and asked.by is By.PLACE else []),
        *([Head(gettext_lazy("Change on the period before"), figure=True)] if compared else []),
        *([Head(gettext_lazy("Change on the year before"), figure=True)] if compared else []),
    ]
    return Listing(
        heads=heads,
        nothing=gettext_lazy("Nothing has been counted here"),
        what_to_do=gettext_lazy(
            "Nothing of it happened in these days at this place, or none of it is yours to see."
        ),
        icon="activity",
    )


def _lines(viewer: Viewer, asked: Asked, told: Breakdown) -> Sequence[Shown]:
    if not told.lines:
        return []
    lines = [_shown(asked, told, line, name) for name, line in called(viewer, asked, told)]
    if told.figure.form.stands and asked.by in TIMES:
        return lines
    return [*lines, replace(_shown(asked, told, told.total, _("Together")), total=True)]


def _shown(asked: Asked, told: Breakdown, line: Line, name: str) -> Shown:
    own = narrowed_to(asked, line.unit)
    goes_down = line.unit and asked.by is By.PLACE and len(asked.place) < len(line.unit) < Level.VILLAGE
    share = told.share(line)
    return Shown(
        name=name,
        url=address("desk:figures", own, figure=told.figure.code) if goes_down else "",
        number=Number.of(own, line.now),
        value=line.now.number,
        share="—" if share is None else f"{share}%",
        rank=line.rank,
        change=Told.of(line),
        year_change=Told.of(line, yearly=True),
    )


def called(viewer: Viewer, asked: Asked, told: Breakdown) -> Sequence[tuple[str, Line]]:
    """Return the lines of a breakdown by their names."""
    names = names_of(viewer, asked, told.figure, [line.unit for line in told.lines])
    return [(names.get(line.unit) or line.unit or _("None"), line) for line in told.lines]


def names_of(viewer: Viewer, asked: Asked, figure: Figure, units: Sequence[str]) -> Mapping[str, str]:
    """Return what the units of a breakdown are called."""
    flow = flows()[figure.flow]
    match asked.by:
        case By.PLACE:
            return dict(Division.objects.filter(path__in=units).values_list("path", "name"))
        case By.UNIT:
            named = Unit.objects.filter(pk__in=[int(unit) for unit in units if unit.isdigit()])
            return {str(unit.pk): unit.label for unit in named}
        case By.DAY | By.MONTH:
            return {unit: moment_in_words(unit, monthly=asked.by is By.MONTH) for unit in units}
        case _:
            return flow.names(viewer.city, str(asked.by), figure.kind or asked.kind)


def way_to(
    viewer: Viewer, asked: Asked, figure: str, page: str = "desk:figures"
) -> Sequence[tuple[str, str]]:
    """Return the divisions down to the one shown, by name and address."""
    paths = [path for path in (*ancestors_of(asked.place), asked.place) if len(path) >= len(viewer.city)]
    names = dict(Division.objects.filter(path__in=paths).values_list("path", "name"))
    return [
        (names.get(path, path), address(page, replace(asked, place=path), figure=figure)) for path in paths
    ]


@require_GET
@door(tells_figures)
def figure_rows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the rows that a number was counted from, as many as it says."""
    page = read(request, viewer)
    flow = flows()[page.figure.flow]
    measure = request.GET.get("measure", "")
    ledger = ledgers().get(flow.ledger)
    if measure not in page.figure.measures or ledger is None:
        raise Http404
    asked, measured = page.asked, str(flow.measures[measure])
    amount = amount_of(viewer, asked, page.figure, measure) if measure in flow.summed else None
    place = place_names({asked.place}).get(asked.place, "") if len(asked.place) > Level.CITY else ""
    context = {
        "title": f"{page.figure.name} · {measured}",
        "heading": f"{measured} · {place}" if place else measured,
        "back": address("desk:figures", asked, figure=page.figure.code),
        "back_to": f"{page.figure.name} · {period_in_words(asked.period)}",
        "of": "" if amount is None else _("%(amount)s in all") % {"amount": f"{amount:,}"},
        **rows_counted(
            request, viewer, ledger, rows_of(viewer, asked, page.figure, measure), page.figure.family or ""
        ),
    }
    return render(request, "desk/rows_counted.html", context)
