"""What a publication's rows are, which differ from now, and which tell too much of few."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanling.foundation.rates import Rate


@dataclass(frozen=True)
class Row:
    """The figures of a unit, or of all together where it is the ``whole``; ``open`` are not established.

    ``before`` and ``last_year`` are the rates of the period before and of the same a year ago.
    """

    unit: str
    whole: bool
    rank: int | None
    rate: Rate
    open: int
    groups: Mapping[str, Rate]
    before: Rate
    last_year: Rate

    def numbers(self) -> Iterator[int]:
        """Yield all counts that it tells, or that can be had from it by subtraction."""
        yield self.open
        for rate in (self.rate, self.before, self.last_year, *self.groups.values()):
            yield from (rate.numerator, rate.denominator, rate.denominator - rate.numerator)


def tells_few(rows: Sequence[Row], smallest: int) -> bool:
    """Tell whether a number of some rows lies between 0 and the smallest that may be told of persons or petitions."""
    return any(0 < number < smallest for row in rows for number in row.numbers())


def circulated(rows: Sequence[Row], smallest: int) -> Sequence[Row]:
    """Return what of sensitive rows may be told to who doesn't see them: all, the whole alone, or nothing.

    With only the small cells hidden, each can be had back from the totals: so the breakdown goes as one.
    """
    if not tells_few(rows, smallest):
        return rows
    whole = [row for row in rows if row.whole]
    return [] if tells_few(whole, smallest) else whole
