"""How numbers become colours: a few classes with about as many places each, and what lies around nothing apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

MOST_CLASSES = 5


@dataclass(frozen=True)
class Class:
    """A colour of the map, the palest first: of numbers from ``low`` to ``high``, both included."""

    nth: int
    low: Decimal
    high: Decimal

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number has this colour."""
        return self.low <= number <= self.high


def classes_of(numbers: Iterable[Decimal | int], most: int = MOST_CLASSES) -> Sequence[Class]:
    """Return the classes of some numbers; zero has one of its own, ``nth`` 0, and equal numbers share theirs."""
    found = sorted(map(Decimal, numbers))
    rest = [number for number in found if number]
    zero = [Class(0, Decimal(0), Decimal(0))] if len(rest) < len(found) else []
    distinct = sorted(set(rest))
    count = min(most, len(distinct))
    lows: list[Decimal] = []
    for nth in range(count):
        # Each begins at a number that is there, with enough distinct ones left for those after it.
        quantile = rest[len(rest) * nth // count]
        later = [number for number in distinct if not lows or number > lows[-1]]
        lows.append(min(max(quantile, later[0]), later[len(later) - (count - nth)]))
    steps = [(low, lows[nth + 1] if nth + 1 < count else None) for nth, low in enumerate(lows)]
    return [
        *zero,
        *(
            Class(nth, low, max(number for number in distinct if end is None or number < end))
            for nth, (low, end) in enumerate(steps, 1)
        ),
    ]
