"""Roles drawn at random that differ by family and kind."""

from typing import Any

from hypothesis import strategies as st

from sanling.domain.people.roles import Differing, InRoom, RoleRules
from sanling.foundation.labels import Label

FAMILIES, KINDS = ("reported", "task", "warning"), ("dispute", "hazard", "order")
SAID = st.fixed_dictionaries(
    {},
    optional={
        "scope": st.sampled_from(["none", "own", "unit", "jurisdiction"]),
        "clearance": st.integers(0, 2),
        "identity": st.sampled_from(["full", "masked", "hidden"]),
    },
)


def by_code(codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, Differing]]:
    return st.dictionaries(st.sampled_from(codes), SAID.map(lambda said: Differing(**said)), max_size=3)


@st.composite
def roles(draw: st.DrawFn) -> RoleRules:
    """Draw a role that says something of matters."""
    room = InRoom(**draw(SAID), families=draw(by_code(FAMILIES)), kinds=draw(by_code(KINDS)))
    return role(rooms={"matters": room})


def role(**said: Any) -> RoleRules:
    usual: dict[str, Any] = {"scope": "own", "clearance": 1, "identity": "masked", "levels": ("village",)}
    return RoleRules(code="liaison", name=Label(zh="联络员", en="Liaison"), **usual | said)
