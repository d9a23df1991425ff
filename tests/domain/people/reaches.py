"""Reaches and viewers made of the test city's roles, without a row."""

from collections.abc import Sequence

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import role_rules
from sanling.domain.people.reach import Reach
from tests.city import CITY, TOWNSHIP


def reach(
    role: str = "intake_officer",
    *,
    post: int = 1,
    unit: int = 10,
    at: str = TOWNSHIP,
    paths: Sequence[str] | None = None,
    lines: Sequence[str] = (),
    unit_lines: Sequence[str] = (),
) -> Reach:
    """Return the reach of a post in a role at a unit, by default for all of the unit's territory and lines."""
    return Reach(
        post_id=post,
        unit_id=unit,
        unit_division=at,
        role=role_rules(CITY, role),
        paths=(at,) if paths is None else tuple(paths),
        lines=tuple(lines) or tuple(unit_lines),
        unit_lines=tuple(unit_lines),
    )


def viewer(own: Reach, *stood_in_for: Reach, other_units: Sequence[int] = ()) -> Viewer:
    """Return who works by a reach, and stands in for others."""
    return Viewer(
        post_id=own.post_id,
        user_id=own.post_id + 1000,
        city=CITY,
        name="某人",
        unit_name="某处",
        own=own,
        substituted=stood_in_for,
        other_units=frozenset(other_units),
    )
