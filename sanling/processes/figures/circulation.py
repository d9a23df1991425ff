"""Which parts of a figure may be told to who doesn't see its rows: on a wall, and in what leaves the house."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.flows import flows
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import city_of
from sanling.processes.figures.hiding import SMALLEST, Cells, Circulated, circulated
from sanling.processes.figures.indicators import Asked, Value, all_values
from sanling.processes.figures.periods import Compared
from sanling.processes.figures.queries import By, crossing


@dataclass(frozen=True)
class Tellable:
    """Whether a figure may be told of all together, by place, and by kind."""

    whole: bool = True
    places: bool = True
    kinds: bool = True

    def by(self, by: By) -> bool:
        """Tell whether it may be told by what it is cut by: of time as of all together."""
        return self.places if by is By.PLACE else self.kinds if by is By.KIND else self.whole


def tellable(
    viewer: Viewer, asked: Asked, figures: Sequence[Figure], compared: Compared
) -> Mapping[str, Tellable]:
    """Return what may be told of figures of a place and the periods that they are compared with.

    Every count that is told, or that is left when a rate's is subtracted, is hidden as `circulated` hides it: a part is
    told only if no count of any of the periods forbids it.
    """
    city = city_of(asked.place)
    sensitive = {figure.code: frozenset(flows()[figure.flow].sensitive(city)) for figure in figures}
    looked_at = [figure for figure in figures if sensitive[figure.code]]
    periods = (compared.now, compared.before, compared.year_before)
    crossed = replace(asked, by=By.PLACE, crossed=True)
    told = all_values(viewer, [(replace(crossed, period=period), looked_at) for period in periods])
    found = {figure.code: Tellable() for figure in figures}
    for figure in looked_at:
        tables = [table for of in told for table in _tables(figure, of.get(figure.code, {}))]
        found[figure.code] = _of_all([circulated(table, sensitive[figure.code]) for table in tables])
    return found


def tellable_trends(viewer: Viewer, asked: Asked, figures: Sequence[Figure]) -> frozenset[str]:
    """Return the figures, cut by day or month, of which all together may be told of each moment.

    How many there are at the end of a day is told only where no such number is of few, of whatever kind.
    """
    city = city_of(asked.place)
    sensitive = {figure.code: frozenset(flows()[figure.flow].sensitive(city)) for figure in figures}
    summed = [figure for figure in figures if sensitive[figure.code] and figure.form is not Form.BALANCE]
    known = {figure.code: figure for figure in summed}
    balances = [figure for figure in figures if sensitive[figure.code] and figure.form is Form.BALANCE]
    by_kind, standing = all_values(viewer, [(replace(asked, crossed=True), summed), (asked, balances)])
    hidden = {
        code
        for code, found in by_kind.items()
        if not all(_moments_tellable(table, sensitive[code]) for table in _tables(known[code], found))
    }
    for code, found in standing.items():
        if any(0 < value.numerator < SMALLEST for value in found.values()):
            hidden.add(code)
    return frozenset(sensitive) - hidden


def _moments_tellable(table: Cells, sensitive: frozenset[str]) -> bool:
    moments: dict[str, dict[tuple[str, str], int]] = {}
    for (moment, kind), number in table.items():
        moments.setdefault(moment, {})[moment, kind] = number
    return all(circulated(cells, sensitive).whole is not None for cells in moments.values())


def _counts(value: Value) -> tuple[int, ...]:
    match value.figure.form:
        case Form.RATE:
            return (value.numerator, value.denominator, value.denominator - value.numerator)
        case Form.MEAN:
            return (value.denominator,)
        case _:
            return (value.numerator,)


def _tables(figure: Figure, found: Mapping[str, Value]) -> Iterator[Cells]:
    """Yield the tables by place and kind of each count that a figure tells."""
    counts = {crossing(unit): _counts(value) for unit, value in found.items()}
    for nth in range(len(_counts(Value(figure)))):
        table = {cell: of[nth] for cell, of in counts.items()}
        # More may be settled than was taken in: then nothing is had by subtraction.
        if all(number >= 0 for number in table.values()):
            yield table


def _of_all(found: Sequence[Circulated]) -> Tellable:
    return Tellable(
        whole=all(table.whole is not None for table in found),
        places=all(table.units is not None for table in found),
        kinds=all(table.kinds is not None for table in found),
    )
