"""What rows of a list of units ask for, and which unit each names as the one above: one that is there or that comes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.people.naming import Standing, UnitBook
from sanling.domain.territory.rules import is_under
from sanling.foundation.cleaning import name_key
from sanling.foundation.tables.frame import Row

_SAID = ("name", "name_en", "address", "hours")


@dataclass(eq=False)
class Wanted:
    """What a row asks for: a change of a unit that is there, or a new one."""

    row: Row
    path: str
    unit: Standing | None
    phones: Mapping[str, str]
    parent: str

    @property
    def where(self) -> str:
        """Return where the unit stands, or is to stand."""
        return self.unit.division if self.unit else self.path

    def said(self) -> dict[str, Any]:
        """Return what the row says of the unit; an empty cell says nothing, nor a name by which it is known."""
        known_by = {"name"} if self.unit and not self.row["code"] else set()
        found = {name: self.row[name] for name in _SAID if self.row[name] and name not in known_by}
        return found | {name: phone for name, phone in self.phones.items() if phone}

    def refuse_above(self, why: str) -> None:
        """Refuse the row for the unit that it names as the one above."""
        self.row.refuse(_("Unit above"), why, self.parent)


class Above:
    """Finds the units above among those that are there and those that other rows of the same batch add."""

    def __init__(self, units: UnitBook, wanted: Sequence[Wanted]) -> None:
        self.units = units
        self.sound = [asked for asked in wanted if asked.parent]
        self.coming: dict[str, list[Wanted]] = defaultdict(list)
        for asked in wanted:
            if asked.unit is None:
                for key in {name_key(asked.row["name"]), name_key(asked.row["code"])} - {""}:
                    self.coming[key].append(asked)

    def check(self) -> None:
        """Refuse who names a unit that isn't there or stands elsewhere, and those who name each other."""
        for asked in self.sound:
            if self._row_of(asked) is None:
                self._check_standing(asked)
        for asked in [asked for asked in self.sound if self._is_in_ring(asked)]:
            asked.refuse_above(_("This unit would hand up to itself, at once or in a ring."))
        self.refuse_lost()

    def refuse_lost(self) -> None:
        """Refuse what hands up to a unit whose own row is refused, and what hands up to that in turn."""
        while True:
            self.sound = [asked for asked in self.sound if not asked.row.faults]
            above = [(asked, self._row_of(asked)) for asked in self.sound]
            lost = [asked for asked, row in above if row and row.row.faults]
            if not lost:
                return
            for asked in lost:
                asked.refuse_above(_("The row of that unit is refused."))

    def standing(self, asked: Wanted) -> Standing:
        """Return the unit that is named as the one above: of several of a name, the nearest above, and never itself.

        Raises ``ValueError`` with words for the writer.
        """
        called = self.units.called(asked.parent)
        others = [unit for unit in called if asked.unit is None or unit.pk != asked.unit.pk]
        above = [unit for unit in others if asked.where.startswith(unit.division)]
        if above:
            return max(above, key=lambda unit: len(unit.division))
        if not others and (called or name_key(asked.parent) == name_key(asked.row["name"])):
            raise ValueError(_("This unit would hand up to itself, at once or in a ring."))
        return self.units.find(asked.parent)

    def _check_standing(self, asked: Wanted) -> None:
        try:
            parent = self.standing(asked)
        except ValueError as error:
            asked.refuse_above(str(error))
            return
        if asked.where and not is_under(asked.where, parent.division):
            asked.refuse_above(_("A unit hands up to one of its own place or of a place above it."))

    def _row_of(self, asked: Wanted) -> Wanted | None:
        """Return the other row that adds the unit above, ``None`` where none does: the nearest, a sound one first."""
        coming = self.coming.get(name_key(asked.parent), ())
        found = [other for other in coming if other is not asked and asked.where.startswith(other.path)]
        return max(found, key=lambda other: (len(other.path), not other.row.faults), default=None)

    def _is_in_ring(self, asked: Wanted) -> bool:
        passed: list[Wanted] = []
        above = self._row_of(asked)
        while above is not None and above not in passed:
            passed.append(above)
            above = self._row_of(above) if above.parent else None
        return asked in passed
