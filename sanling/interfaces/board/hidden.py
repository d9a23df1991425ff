"""What is left out of a screen that others look at, too: small numbers of sensitive kinds, and what gives them away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sanling.domain.indicators.config import Figure
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.figures.addresses import Number
from sanling.interfaces.components.figures.cards import Card, card_of, trend_asked, trend_of
from sanling.interfaces.components.figures.sparkline import Sparkline
from sanling.processes.figures.breakdown import Breakdown
from sanling.processes.figures.circulation import Tellable, tellable_trends
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import Told

NO_LINE = Sparkline("", None, "")
_NOTHING = Told("—", "", "", None)


def cards_told(
    viewer: Viewer, asked: Asked, told: Mapping[str, Breakdown], may: Mapping[str, Tellable]
) -> Sequence[Card]:
    """Return the cards of figures, without their numbers or their lines where these may not be told."""
    figures: Sequence[Figure] = [found.figure for found in told.values()]
    trends, months = tellable_trends(viewer, trend_asked(asked), figures), trend_of(viewer, asked, figures)
    return [
        _card(
            card_of(asked, told[figure.code], months[figure.code]),
            whole=may[figure.code].whole,
            trend=figure.code in trends,
        )
        for figure in figures
    ]


def _card(card: Card, *, whole: bool, trend: bool) -> Card:
    if whole:
        return card if trend else replace(card, spark=NO_LINE)
    return replace(
        card, number=Number("—", (0, card.url), None), change=_NOTHING, year_change=_NOTHING, spark=NO_LINE
    )


def parts_told(told: Mapping[str, Breakdown], may: Mapping[str, Tellable], by: By) -> Mapping[str, Breakdown]:
    """Return breakdowns, without their lines where these may not be told."""
    return {code: found if may[code].by(by) else replace(found, lines=()) for code, found in told.items()}
