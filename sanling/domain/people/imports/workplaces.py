"""Where and as what the people of a list work: the unit, the role, and the divisions that a post answers for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.naming import Standing, UnitBook, roles_called
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.rules import Duty
from sanling.domain.territory.naming import PlaceBook, said_place
from sanling.domain.territory.rules import Level, is_under
from sanling.foundation.cleaning import name_key
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Row, meant

_LIST = re.compile(r"[、，,;；/\n]+")


@dataclass(frozen=True)
class Workplace:
    """A unit, a role that it has, and the divisions that the list names; none where it names none."""

    unit: Standing
    role: RoleRules
    paths: list[str]


class Workplaces:
    """Finds them by what a city's offices call them, with no statement a row."""

    def __init__(self, profile: Profile) -> None:
        self.part: PeoplePart = profile.part("people")
        self.roles = roles_called(self.part)
        self.places, self.units = PlaceBook(profile.city), UnitBook(profile.city)

    def find(self, row: Row) -> Workplace | None:
        """Return where a row's person works; ``None`` where the row says too little or wrong, as noted in it."""
        role = self._role(row)
        place = self._place(row)
        if role is None or place is None:
            return None
        try:
            unit = self._unit(row, role, place)
        except ValueError as error:
            row.refuse(_("Unit"), str(error), row["unit"])
            return None
        if role.code not in self._roles_of(unit):
            row.refuse(_("Role"), _("A unit of this kind has no such post."), row["role"])
            return None
        try:
            return Workplace(unit, role, self._paths(row, unit, place))
        except ValueError as error:
            row.refuse(_("Jurisdiction"), str(error), row["grids"])
            return None

    def _role(self, row: Row) -> RoleRules | None:
        role = meant(self.roles, row["role"])
        if role is None:
            if row["role"]:
                row.refuse(_("Role"), _("This city's profile has no such role."), row["role"])
        elif role.duty is not Duty.MATTERS:
            row.refuse(_("Role"), _("Such posts are given by `sanling administrator` alone."), row["role"])
            return None
        return role

    def _place(self, row: Row) -> str | None:
        said = said_place(row)
        try:
            return self.places.find(said) if said else ""
        except ValueError as error:
            row.refuse(_("Division"), str(error), said)
            return None

    def _unit(self, row: Row, role: RoleRules, place: str) -> Standing:
        """Return the unit of a name, of several the nearest to the place; without one the only one with such posts."""
        if not row["unit"]:
            having = [unit for unit in self.units.at(place) if role.code in self._roles_of(unit)]
            if len(having) != 1:
                raise ValueError(_("Say at which unit: at this place there is not just one with such posts."))
            return having[0]
        return self.units.near(row["unit"], place)

    def _roles_of(self, unit: Standing) -> frozenset[str]:
        return self.part.roles_at(unit.code, unit.kind, Level(len(unit.division)))

    def _paths(self, row: Row, unit: Standing, place: str) -> list[str]:
        deeper = is_under(place, unit.division) and place != unit.division
        within = place if deeper else unit.division
        if not row["grids"]:
            return [place] if deeper else []
        found = [self._answered(said, unit, within) for said in _listed(row["grids"])]
        return list(dict.fromkeys(found))

    def _answered(self, said: str, unit: Standing, within: str) -> str:
        if name_key(said) in (name_key(unit.name), name_key(self.places.name_of(unit.division))):
            return unit.division
        path = self.places.find(said, within=within)
        if not is_under(path, unit.division):
            raise ValueError(_("A post can answer only for divisions of its unit's own territory."))
        return path


def _listed(said: str) -> Sequence[str]:
    return [part for part in map(str.strip, _LIST.split(said)) if part]
