"""Which unit, role or kind is meant by a name or a code, for files of thousands of rows: asked from memory."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.people.config import PeoplePart, UnitKind
from sanling.domain.people.models import Unit
from sanling.domain.people.roles import RoleRules
from sanling.domain.territory.rules import Level
from sanling.foundation import text
from sanling.foundation.cleaning import name_key
from sanling.foundation.labels import Label
from sanling.foundation.tables.frame import plain

# Units that the profile's structure doesn't name have codes of their own, which no template's begins.
OWN = "own_"
# A shorter name within other words says nothing.
SHORTEST = 3
COLUMNS = (
    "pk",
    "code",
    "kind",
    "name",
    "division_id",
    "parent_id",
    "phone",
    "address",
    "name_en",
    "duty_phone",
    "hours",
)


@dataclass(frozen=True)
class Standing:
    """A unit as a file sees it."""

    pk: int
    code: str
    kind: str
    name: str
    division: str
    parent: int | None
    phone: str = ""
    address: str = ""
    name_en: str = ""
    duty_phone: str = ""
    hours: str = ""

    @classmethod
    def of(cls, unit: Unit) -> "Standing":
        """Return a unit as it is now."""
        return cls(*(getattr(unit, column) for column in COLUMNS))


class UnitBook:
    """The units of a city that haven't ended."""

    def __init__(self, city: str) -> None:
        self._units: dict[int, Standing] = {}
        self._codes: dict[str, int] = {}
        self._called: dict[str, list[int]] = defaultdict(list)
        self._standing: dict[str, list[int]] = defaultdict(list)
        for row in Unit.objects.filter(city=city, ends_on=None).order_by("pk").values_list(*COLUMNS):
            self.add(Standing(*row))
        ended = Unit.objects.filter(city=city, ends_on__isnull=False)
        self.ended = frozenset(code.lower() for code in ended.values_list("code", flat=True))

    def add(self, unit: Standing) -> None:
        """Take in one more, or one as it is now."""
        before = self._units.get(unit.pk)
        if before is None:
            self._standing[unit.division].append(unit.pk)
        else:
            self._called[name_key(before.name)].remove(unit.pk)
        self._units[unit.pk] = unit
        self._codes[unit.code.lower()] = unit.pk
        self._called[name_key(unit.name)].append(unit.pk)

    def __getitem__(self, pk: int) -> Standing:
        return self._units[pk]

    def at(self, path: str) -> list[Standing]:
        """Return the units that stand at a division."""
        return [self._units[pk] for pk in self._standing.get(path, ())]

    def of_code(self, code: str) -> Standing | None:
        """Return the unit of a code."""
        return self._units.get(self._codes.get(code.lower(), 0))

    def called(self, said: str, *, at: str = "") -> list[Standing]:
        """Return the units of a code or a name, those at one division where that is known."""
        by_code = self.of_code(said)
        if by_code:
            return [by_code]
        found = [self._units[pk] for pk in self._called.get(name_key(said), ())]
        return [unit for unit in found if not at or unit.division == at]

    def find(self, said: str, *, at: str = "") -> Standing:
        """Return the unit that is meant; raises ``ValueError`` with words for the writer."""
        found = self.called(said, at=at)
        if not found:
            raise ValueError(_("There is no such unit in this city."))
        if len(found) > 1:
            raise ValueError(
                _("%(count)d units are called so. Say with it where it stands, or give its code.")
                % {"count": len(found)}
            )
        return found[0]

    def near(self, said: str, place: str) -> Standing:
        """Return the unit that is meant, of several the nearest that a place belongs to, else the one in it.

        Raises as `find`.
        """
        found = self.called(said)
        holding = [unit for unit in found if place.startswith(unit.division)]
        deepest = max((len(unit.division) for unit in holding), default=0)
        nearest = [unit for unit in holding if len(unit.division) == deepest]
        # Lists name the township of a village's unit: there may be others of its name elsewhere.
        nearest = nearest or [unit for unit in found if unit.division.startswith(place)]
        # Without a place, or with one that tells none of them apart, the name alone must do.
        return nearest[0] if place and len(nearest) == 1 else self.find(said)

    def names_in(self, said: str) -> Iterator[str]:
        """Yield the names of units that stand in words, from the left, the longest first where one begins another."""
        words, begin = name_key(said), 0
        longest = max(map(len, self._called), default=0)
        while begin < len(words):
            ends = range(min(len(words), begin + longest), begin + SHORTEST - 1, -1)
            name = next((words[begin:end] for end in ends if self._called.get(words[begin:end])), "")
            if name:
                yield name
            begin += len(name) or 1


def roles_called(part: PeoplePart) -> Mapping[str, RoleRules]:
    """Return the roles of a city by what they are called, as `frame.plain` has it."""
    return {
        plain(name): role
        for role in part.roles
        for name in (*_names(role.code, role.name), *role.also_called)
    }


def kinds_called(part: PeoplePart) -> Mapping[str, UnitKind]:
    """Return the kinds of units of a city, likewise."""
    return {plain(name): kind for kind in part.unit_kinds for name in _names(kind.code, kind.name)}


def _names(code: str, name: Label) -> tuple[str, str, str]:
    return code, name.zh, name.en


def own_code(name: str, path: str, taken: Iterable[str]) -> str:
    """Return a code for a unit that the structure doesn't name, by the initials of its name and its division."""
    known = set(taken)
    initials = re.sub("[^a-z0-9]", "", text.pinyin(name).initials.lower())[:24] or "unit"
    stems = (f"{OWN}{initials}{nth or ''}" for nth in range(len(known) + 2))
    return next(code for stem in stems if (code := f"{stem}-{path}") not in known)


def level_name(path: str) -> str:
    """Return what the profile calls the level of a path."""
    return Level(len(path)).name.lower()
