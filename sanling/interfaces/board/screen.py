"""What a command screen shows of a place: never anything personal, and of what is confidential numbers alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from sanling.domain.indicators.config import Figure
from sanling.domain.matters.naming import column_names
from sanling.domain.matters.recent import Happened, Late, happened, latest_late
from sanling.domain.people.access import Viewer
from sanling.domain.people.on_duty import OnDuty, on_duty
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import below
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.interfaces.board.ground import Ground, ground_of
from sanling.interfaces.board.hidden import NO_LINE, cards_told, parts_told
from sanling.interfaces.components.figures.addresses import address
from sanling.interfaces.components.figures.cards import (
    Card,
    key_figures,
    spark_of,
    trend_asked,
    trend_of,
)
from sanling.interfaces.components.figures.sparkline import Sparkline
from sanling.processes.figures.access import may_ask
from sanling.processes.figures.breakdown import Breakdown, breakdowns
from sanling.processes.figures.circulation import Tellable, tellable, tellable_trends
from sanling.processes.figures.indicators import Asked, visible_figures
from sanling.processes.figures.periods import Grain, period_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import (
    days_in_words,
    in_words,
    period_in_words,
)

# So many rows stand in each list.
LATE, FEED, ON_DUTY = 7, 8, 2


@dataclass(frozen=True)
class Bar:
    """A unit of a ranking or a kind: its value, how long its bar is in per cent, and where it leads."""

    name: str
    text: str
    length: int
    url: str


@dataclass(frozen=True)
class Screen:
    """All that a screen shows."""

    place: str
    way: Sequence[tuple[str, str]]
    period: str
    days: str
    at: datetime
    cards: Sequence[Card]
    figure: Figure
    ground: Ground | None
    ranking: Sequence[Bar]
    ranked_by: Figure
    kinds: Sequence[Bar]
    trend: Sparkline
    trend_of: Figure
    late: Sequence[tuple[Late, str]]
    late_count: int
    late_url: str
    feed: Sequence[Happened]
    on_duty: Sequence[OnDuty]
    # Something isn't told here, because it would tell of few.
    hides: bool


def screen(viewer: Viewer, asked: Asked, coloured_by: str) -> Screen:
    """Return the screen of a place in a period as a viewer sees it, its parts coloured by a figure."""
    figures = key_figures(viewer)
    coloured, ranked_by = _coloured_and_ranked_by(viewer, figures, coloured_by)
    whole = breakdowns(viewer, replace(asked, by=By.KIND), figures, today())
    compared = next(iter(whole.values())).compared
    may = tellable(viewer, asked, [*figures, coloured, ranked_by], compared)
    places = breakdowns(viewer, replace(asked, by=By.PLACE), [coloured, ranked_by], today())
    places, kinds = parts_told(places, may, By.PLACE), parts_told(whole, may, By.KIND)
    now = clock.now()
    count, late = latest_late(viewer, asked.place, now, LATE)
    names = _names(places[coloured.code], places[ranked_by.code])

    def below_at(place: str) -> str:
        return address("board:wall", replace(asked, place=place))

    def of_kind(kind: str) -> str:
        return address("desk:figures", replace(asked, kind=kind), figure=figures[0].code)

    return Screen(
        place=_name(asked.place),
        way=_way(viewer, asked),
        period=period_in_words(asked.period),
        days=days_in_words(compared.now),
        at=now,
        cards=cards_told(viewer, asked, whole, may),
        figure=coloured,
        ground=ground_of(asked, places[coloured.code], names),
        ranking=_bars(places[ranked_by.code], names, below_at),
        ranked_by=ranked_by,
        kinds=_bars(kinds[figures[0].code], column_names(viewer.city, "kind", ""), of_kind),
        trend=_trend(viewer, asked, figures[0]),
        trend_of=figures[0],
        late=[(row, reverse("desk:matter", args=[row.number])) for row in late],
        late_count=count,
        late_url=_late_url(viewer, asked.place),
        feed=happened(viewer, asked.place, FEED),
        on_duty=on_duty(asked.place)[:ON_DUTY],
        hides=any(found != Tellable() for found in may.values()),
    )


def _coloured_and_ranked_by(viewer: Viewer, figures: Sequence[Figure], code: str) -> tuple[Figure, Figure]:
    """Return by which figure the parts are coloured, and by which they are ranked."""
    first = next((figure for figure in figures if figure.better == "less"), figures[0])
    coloured = visible_figures(viewer)[code] if code else first
    return coloured, next((figure for figure in figures if figure.outcome), figures[0])


def turns_of(viewer: Viewer, place: str) -> Sequence[str]:
    """Return the places that take turns on a screen: a place and those below it that the viewer may ask of."""
    parts = [division.path for division in below(place) if len(division.path) <= Level.VILLAGE]
    return [place, *(path for path in parts if may_ask(viewer, path))]


def _late_url(viewer: Viewer, place: str) -> str:
    said = {"lateness": "late", "sort": "due"} | ({} if place == viewer.city else {"division": place})
    return f"{reverse('desk:ledger')}?{urlencode(said)}"


def _name(place: str) -> str:
    return Division.objects.filter(path=place).values_list("name", flat=True).first() or place


def _way(viewer: Viewer, asked: Asked) -> Sequence[tuple[str, str]]:
    paths = [
        path for path in ancestors_of(asked.place) if len(path) >= len(viewer.city) and may_ask(viewer, path)
    ]
    names = dict(Division.objects.filter(path__in=paths).values_list("path", "name"))
    return [(names.get(path, path), address("board:wall", replace(asked, place=path))) for path in paths]


def _names(*told: Breakdown) -> dict[str, str]:
    units = {line.unit for found in told for line in found.lines}
    return dict(Division.objects.filter(path__in=units).values_list("path", "name"))


def _bars(told: Breakdown, names: Mapping[str, str], url: Callable[[str], str]) -> Sequence[Bar]:
    """Return the lines of a breakdown as bars: by their ranks where they have some, else the largest first."""
    numbers = {line.unit: line.now.number for line in told.lines if line.now.number is not None}
    most = max(numbers.values(), default=Decimal(0))
    lines = [line for line in told.lines if line.unit and line.unit in numbers]
    return [
        Bar(
            name=names.get(line.unit, line.unit),
            text=in_words(line.now),
            length=round(numbers[line.unit] / most * 100) if most else 0,
            url=url(line.unit),
        )
        for line in sorted(lines, key=lambda line: (line.rank or 0, -numbers[line.unit]))
    ]


def _trend(viewer: Viewer, asked: Asked, figure: Figure) -> Sparkline:
    """Return the line of a figure's last days."""
    days = replace(asked, period=period_of(Grain.DAY, min(asked.period.last, today())))
    if figure.code not in tellable_trends(viewer, trend_asked(days), [figure]):
        return NO_LINE
    return spark_of(trend_of(viewer, days, [figure])[figure.code])
