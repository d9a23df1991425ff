"""Key figures as cards: what each is, how it changed, and how it came to be so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sanling.domain.indicators.config import Figure, IndicatorsPart
from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.figures.addresses import Number, address
from sanling.interfaces.components.figures.sparkline import Sparkline
from sanling.processes.figures.breakdown import Breakdown, breakdowns
from sanling.processes.figures.indicators import Asked, visible_figures
from sanling.processes.figures.periods import Grain, period_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import Told, in_words, moment_in_words

# A card's line has so many months, or so many days where days are asked for.
MONTHS, DAYS = 13, 30


@dataclass(frozen=True)
class Card:
    """A key figure: its value, how it changed, and how it came to be so."""

    name: str
    unit: str
    definition: str
    number: Number
    change: Told
    year_change: Told
    spark: Sparkline
    url: str


def key_figures(viewer: Viewer) -> Sequence[Figure]:
    """Return the figures with which a day begins, of those that a viewer sees; all where the city names none."""
    part: IndicatorsPart = profile_for(viewer.city).part("indicators")
    known = visible_figures(viewer)
    return [known[code] for code in part.overview if code in known] or list(known.values())


def trend_of(viewer: Viewer, asked: Asked, figures: Sequence[Figure]) -> Mapping[str, Breakdown]:
    """Return the figures of the months up to now; of the days where a day or a week is asked for."""
    return breakdowns(viewer, trend_asked(asked), figures, today())


def trend_asked(asked: Asked) -> Asked:
    """Return what the line of a card asks: the months, or the days, up to the last of what is asked."""
    daily = asked.period.grain in (Grain.DAY, Grain.WEEK)
    last = min(asked.period.last, today())
    first = last
    for _step in range(DAYS - 1 if daily else MONTHS - 1):
        first = period_of(Grain.DAY if daily else Grain.MONTH, first).before().first
    period = replace(asked.period, grain=Grain.RANGE, first=first, last=last)
    return replace(asked, period=period, by=By.DAY if daily else By.MONTH)


def card_of(asked: Asked, told: Breakdown, trend: Breakdown) -> Card:
    """Return a figure's card, with the line of its months or days."""
    figure, line = told.figure, told.total
    return Card(
        name=str(figure.name),
        unit=str(figure.unit or ""),
        definition=str(figure.definition),
        number=Number.of(asked, line.now),
        change=Told.of(line),
        year_change=Told.of(line, yearly=True),
        spark=spark_of(trend),
        url=address("desk:figures", asked, figure=figure.code),
    )


def spark_of(trend: Breakdown) -> Sparkline:
    """Return the line of a trend of `trend_of`."""
    monthly = len(trend.lines) == MONTHS
    return Sparkline.of(
        [
            (moment_in_words(moment.unit, monthly=monthly), moment.now.number, in_words(moment.now))
            for moment in trend.lines
        ]
    )
