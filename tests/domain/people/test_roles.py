"""What is said of a role nearest to a row counts, and one role reaches further than another where it does in some."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from sanling.domain.people.rights import OTHER, Rights
from sanling.domain.people.roles import InRoom, RoleRules
from sanling.domain.people.rules import FieldAccess
from tests.domain.people.drawn_roles import FAMILIES, KINDS, role, roles


@pytest.mark.parametrize(
    ("place", "rights"),
    [
        (("subjects", OTHER, OTHER), Rights("own", 1, FieldAccess.MASKED)),
        (("matters", "reported", "dispute"), Rights("own", 2, FieldAccess.MASKED)),
        (("matters", "task", "dispute"), Rights("unit", 2, FieldAccess.MASKED)),
        (("matters", "reported", "hazard"), Rights("jurisdiction", 2, FieldAccess.MASKED)),
        (("matters", "task", "hazard"), Rights("jurisdiction", 2, FieldAccess.MASKED)),
    ],
)
def test_the_kind_is_heard_before_its_family_and_that_before_the_room(
    place: tuple[str, str, str], rights: Rights
) -> None:
    said: Mapping[str, Any] = {
        "clearance": 2,
        "families": {"task": {"scope": "unit"}},
        "kinds": {"hazard": {"scope": "jurisdiction"}},
    }
    assert role(rooms={"matters": InRoom.model_validate(said)}).rights(*place) == rights


def test_a_separated_duty_has_no_right_in_any_room() -> None:
    seeing = {"subjects": InRoom(scope="own")}
    with pytest.raises(ValidationError, match="sees no matters"):
        role(duty="audit", scope="none", clearance=0, identity="hidden", rooms=seeing)


@given(roles(), roles())
def test_a_role_reaches_further_where_it_does_in_some_row(first: RoleRules, other: RoleRules) -> None:
    everywhere = [
        (room, family, kind)
        for room in ("matters", OTHER, "subjects")
        for family in (*FAMILIES, "other")
        for kind in (*KINDS, "other")
    ]
    further = any(first.rights(*place).reaches_beyond(other.rights(*place)) for place in everywhere)
    assert (first.wider_at(other) is not None) is further
