"""What of a table may be told to who doesn't see its rows: nothing from which few of a sensitive kind can be had.

Hiding single cells is of no use: each can be had back from the totals. So a breakdown goes as a whole, and of its
totals so many that no cell is bounded to one value. For a table of units by kinds of which both totals are known, the
bounds of each cell are Fréchet's (Dobra & Fienberg, "Bounds for cell entries in contingency tables", 2000).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

# From so many on a number may be told of persons or petitions.
SMALLEST = 3
Cells = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Circulated:
    """What of a table may be told: each part is there or None; ``kinds`` and ``units`` are the totals of each."""

    cells: Cells | None = None
    units: Mapping[str, int] | None = None
    kinds: Mapping[str, int] | None = None
    whole: int | None = None


@dataclass
class _Table:
    """A table with its totals, by unit and by kind."""

    cells: Cells
    units: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for (unit, kind), number in self.cells.items():
            self.units[unit] += number
            self.kinds[kind] += number

    @property
    def whole(self) -> int:
        return sum(self.units.values())


def circulated(cells: Cells, sensitive: Collection[str], smallest: int = SMALLEST) -> Circulated:
    """Return as much of a table of counts, by unit and kind, as may be told."""
    table = _Table(cells)
    if not any(0 < number < smallest for (_unit, kind), number in cells.items() if kind in sensitive):
        return Circulated(cells, table.units, table.kinds, table.whole)
    if _hides_with_both(table, sensitive, smallest):
        return Circulated(units=table.units, kinds=table.kinds, whole=table.whole)
    if len([kind for kind, number in table.kinds.items() if number]) > 1:
        return Circulated(units=table.units, whole=table.whole)
    # All is of one sensitive kind: each unit's total is its cell.
    return Circulated(whole=table.whole) if table.whole >= smallest else Circulated()


def _hides_with_both(table: _Table, sensitive: Collection[str], smallest: int) -> bool:
    """Tell whether no cell of a sensitive kind is given away by the totals of units and of kinds together."""
    if any(0 < table.kinds[kind] < smallest for kind in sensitive):
        return False
    whole = table.whole
    return all(
        max(0, of_unit + table.kinds[kind] - whole) < min(of_unit, table.kinds[kind])
        for of_unit in table.units.values()
        for kind in sensitive
        # Where nothing is, nothing is hidden.
        if of_unit and table.kinds[kind]
    )
