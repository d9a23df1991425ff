"""What one post reaches: where it stands, and the part of what its unit has that it answers for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sanling.domain.people.config import role_rules
from sanling.domain.people.models import Unit
from sanling.domain.people.roles import RoleRules


@dataclass(frozen=True)
class Reach:
    """What one post reaches: its unit, role, division paths and, if there are some, its lines.

    It is ``narrowed`` where it answers for but a part of its unit's territory or lines: it sees that part, and what it
    is itself charged with.
    """

    post_id: int
    unit_id: int
    unit_division: str
    role: RoleRules
    paths: tuple[str, ...]
    lines: tuple[str, ...] = ()
    unit_lines: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Tell whether it answers for less than its unit."""
        everywhere = any(self.unit_division.startswith(path) for path in self.paths)
        return not everywhere or self.lines != self.unit_lines

    @property
    def sight(self) -> list[Any]:
        """All that decides what it sees, and how; first the post, by which sights of several are put in order."""
        where = [self.unit_id, self.unit_division, self.paths, self.lines, self.unit_lines]
        rooms = {room: said.model_dump() for room, said in self.role.rooms.items()}
        return [self.post_id, *where, self.role.scope, self.role.clearance, self.role.identity, rooms]

    def covers(self, path: str) -> bool:
        """Tell whether a division lies in this jurisdiction."""
        return any(path.startswith(own) for own in self.paths)

    def is_above(self, unit: Unit) -> bool:
        """Tell whether it stands at a higher level than a unit of its jurisdiction, or oversees it beside its own."""
        if len(self.unit_division) != len(unit.division_id):
            return len(self.unit_division) < len(unit.division_id)
        return self.role.oversees and self.unit_id != unit.pk and self.unit_division == unit.division_id


def reach_of(post: Any) -> Reach:
    """Return the reach of a post with its unit, its ``paths``, and the lines that it is ``narrowed`` to."""
    return Reach(
        post_id=post.pk,
        unit_id=post.unit_id,
        unit_division=post.unit.division_id,
        role=role_rules(post.unit.city, post.role),
        paths=tuple(sorted(post.paths)),
        lines=tuple(sorted(lines_of(post.unit, post.narrowed))),
        unit_lines=tuple(sorted(post.unit.lines)),
    )


def lines_of(unit: Unit, narrowed: Iterable[str]) -> frozenset[str]:
    """Return the lines of a post at a unit: those that it was narrowed to, else the unit's; none means every line."""
    return frozenset(narrowed) or frozenset(unit.lines)
