"""How one's own place stands: key figures, what changed most and where, what is late and with whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import (
    Number,
    address,
    asked_by,
    narrowed_to,
    tells_figures,
)
from sanling.interfaces.components.figures.cards import card_of, key_figures, trend_of
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.figures.asking import PERIODS, UNITS
from sanling.interfaces.desk.figures.figures import names_of, way_to
from sanling.interfaces.desk.overview_parts import overview_parts
from sanling.processes.figures.breakdown import Breakdown, breakdowns
from sanling.processes.figures.bulletins.compiling import may_draft_bulletin
from sanling.processes.figures.changed import changed_most
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.periods import Grain, Period, period_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.sentences import sentence
from sanling.processes.figures.words import (
    Told,
    days_in_words,
    period_in_words,
)

# So many changes are told in sentences, and so many figures stand in a table.
TOLD, IN_TABLE = 4, 5


@dataclass(frozen=True)
class Row:
    """A unit in a table of figures."""

    name: str
    url: str
    cells: Sequence[tuple[str, Number, Told]]


@require_GET
@door(tells_figures)
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the first page of a leader, and of everybody who wants to know how it stands."""
    asked = asked_by(request, viewer)
    figures = key_figures(viewer)
    by_place = breakdowns(viewer, replace(asked, by=By.PLACE), figures, today())
    by_kind = breakdowns(viewer, replace(asked, by=By.KIND), figures, today())
    trend = trend_of(viewer, asked, figures)
    compared = next(iter(by_kind.values())).compared
    context = {
        "asked": asked,
        "period": period_in_words(asked.period),
        "days": days_in_words(compared.now),
        "before": days_in_words(compared.before),
        "periods": [
            (name, address("desk:overview", replace(asked, period=period)), asked.period == period)
            for name, period in _periods(today())
        ],
        "way": way_to(viewer, asked, "", "desk:overview"),
        "wall": address("board:wall", asked),
        "bulletin": _bulletin(viewer, asked),
        "community": address("board:community", asked) if len(asked.place) >= Level.TOWNSHIP else "",
        "cards": [card_of(asked, by_kind[figure.code], trend[figure.code]) for figure in figures],
        "parts": [part for part in overview_parts() if part.may(viewer)],
        "places_title": _("By division"),
        "kinds_title": _("By kind"),
        "sentences": _sentences(viewer, asked, {By.PLACE: by_place, By.KIND: by_kind}),
        "places": _table(viewer, replace(asked, by=By.PLACE), by_place)
        if len(asked.place) < Level.VILLAGE
        else None,
        "kinds": _table(viewer, replace(asked, by=By.KIND), by_kind),
    }
    return render(request, "desk/figures/overview.html", context)


def _periods(day: date) -> Iterator[tuple[str, Period]]:
    """Yield the periods that one chooses from, with their names: those that a day is in, and the month before."""
    for grain, name in PERIODS.items():
        if grain is Grain.MONTH:
            yield _("Last month"), period_of(grain, day).before()
        yield str(name), period_of(grain, day)


def _bulletin(viewer: Viewer, asked: Asked) -> str:
    """Return where the bulletin of a month is drafted, for who may; of other periods, that of this month."""
    month = asked.period if asked.period.grain is Grain.MONTH else period_of(Grain.MONTH, today())
    if not may_draft_bulletin(viewer, asked.place):
        return ""
    return address("desk:draft_bulletin", Asked(asked.place, month))


def _sentences(
    viewer: Viewer, asked: Asked, told: Mapping[By, Mapping[str, Breakdown]]
) -> Sequence[tuple[str, str, bool | None]]:
    """Say what changed most and where, each with the address of its figure, and whether it is worse."""
    found = changed_most({str(by): breakdowns for by, breakdowns in told.items()}, TOLD)
    at_place, of_kind = replace(asked, by=By.PLACE), replace(asked, by=By.KIND)
    parts = [part for change in found if (part := change.parts[By.PLACE])]
    units = [part.line.unit for part in parts]
    places = names_of(viewer, at_place, parts[0].line.now.figure, units) if parts else {}
    said = []
    for change in found:
        figure = change.line.now.figure
        kinds = {} if figure.kind else names_of(viewer, of_kind, figure, ())
        names = {str(By.PLACE): places, str(By.KIND): kinds}
        url = address("desk:figures", asked, figure=figure.code)
        said.append((sentence(change, names), url, change.line.is_worse))
    return said


def _table(viewer: Viewer, asked: Asked, told: Mapping[str, Breakdown]) -> Listing:
    """Return some figures of each unit beside each other."""
    # What is of one kind isn't told by kinds.
    shown = [found for found in told.values() if not (found.figure.kind and asked.by is By.KIND)][:IN_TABLE]
    units = sorted({line.unit for found in shown for line in found.lines if line.unit})
    names = names_of(viewer, asked, shown[0].figure, units) if shown else {}
    rows = []
    for unit in units:
        own = narrowed_to(asked, unit)
        cells = [
            (str(found.figure.name), Number.of(replace(own, by=By.NOTHING), line.now), Told.of(line))
            for found in shown
            for line in [found.line(unit)]
        ]
        url = address("desk:overview", replace(own, by=By.PLACE)) if asked.by is By.PLACE else ""
        rows.append(Row(names.get(unit, unit), url, cells))
    return Listing(
        heads=[Head(UNITS[asked.by]), *(Head(str(found.figure.name), figure=True) for found in shown)],
        nothing=gettext_lazy("Nothing has been counted here"),
        what_to_do=_("Nothing happened in these days at this place, or none of it is yours to see."),
        icon="activity",
        rows=rows,
    )
