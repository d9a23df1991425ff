"""A publication as it was printed, and what its figures are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanling.domain.indicators.access import sees_all
from sanling.domain.indicators.config import Indicator
from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.queries import Asked, By
from sanling.domain.people.access import Viewer
from sanling.domain.publications.config import PublicationsPart
from sanling.domain.publications.counting import rows_now
from sanling.domain.publications.models import Line, Publication
from sanling.domain.publications.rules import Row, circulated
from sanling.domain.publications.wording import in_language
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate


@dataclass(frozen=True)
class Told:
    """A line of a publication as one reader is told it, with its figures now; None where these aren't the reader's."""

    name: str
    printed: Row
    now: Row | None

    @property
    def moved(self) -> bool:
        """Tell whether the figures have changed since."""
        return self.now is not None and self.now != self.printed


@dataclass(frozen=True)
class Reading:
    """A publication as one reader is told it: its lines, whether some are hidden, and whether the present is told.

    ``gone`` says that what was counted isn't counted any more: nothing can stand beside it.
    """

    publication: Publication
    lines: Sequence[Told]
    hidden: bool
    live: bool
    gone: bool

    @property
    def moved(self) -> bool:
        """Tell whether anything has changed since."""
        return any(line.moved for line in self.lines)


def reading(viewer: Viewer, publication: Publication) -> Reading:
    """Return a publication as a viewer is told it, who may read it. Two statements, however many lines it has.

    The present is told to who sees all that is counted there, by the definition that was printed. To others, of
    persons and petitions, no breakdown with small numbers is.
    """
    lines, asked = list(publication.lines.all()), asked_of(publication)
    sees = asked is not None and sees_all(viewer, asked.stock, asked.place, asked.lines)
    rows = {line.position: printed_row(line) for line in lines}
    told: Sequence[Row] = list(rows.values())
    if not sees and (asked is None or asked.stock.sensitive):
        part: PublicationsPart = profile_for(publication.city).part("publications")
        told = circulated(told, part.smallest)
    now: Mapping[tuple[str, bool], Row] = {}
    if asked is not None and sees:
        found = rows_now(viewer, asked, with_ranks=publication.ranked)
        now = {(row.unit, row.whole): row for row in found}
    return Reading(
        publication,
        [
            Told(in_language(line.name), rows[line.position], _now(now, rows[line.position], live=sees))
            for line in lines
            if rows[line.position] in told
        ],
        hidden=len(told) < len(lines),
        live=sees,
        gone=asked is None,
    )


def _now(now: Mapping[tuple[str, bool], Row], printed: Row, *, live: bool) -> Row | None:
    """Return what a line is now: nothing is counted of a unit that isn't there any more."""
    nothing = Rate(0, 0)
    gone = Row(printed.unit, printed.whole, None, nothing, 0, {}, nothing, nothing)
    return now.get((printed.unit, printed.whole), gone) if live else None


def asked_of(publication: Publication) -> Asked | None:
    """Return what a publication asked, by the definition that it printed; None where that isn't counted any more."""
    stock = stocks().get(publication.stock)
    measures = {publication.numerator, publication.denominator, publication.open} - {""}
    if stock is None or not measures <= stock.measures.keys():
        return None
    return Asked(
        _indicator(publication),
        publication.period,
        publication.place_id,
        By(publication.by),
        group=publication.group,
        type=publication.type,
        sector=publication.sector,
        zero=publication.zero,
        deep=publication.deep,
    )


def _indicator(publication: Publication) -> Indicator:
    return Indicator(
        code=publication.indicator,
        name=Label(**publication.words["indicator"]),
        definition=Label(**publication.words["definition"]),
        stock=publication.stock,
        numerator=publication.numerator,
        denominator=publication.denominator,
        open=publication.open or None,
        outcome=publication.ranked,
    )


def printed_row(line: Line) -> Row:
    """Return the figures of a line as they were printed."""
    return Row(
        unit=line.unit,
        whole=line.whole,
        rank=line.rank,
        rate=Rate(line.numerator, line.denominator),
        open=line.open,
        groups={group: Rate(*pair) for group, pair in line.groups.items()},
        before=Rate(*line.before),
        last_year=Rate(*line.last_year),
    )
