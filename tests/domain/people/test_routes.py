"""A list reads one index range for each scope that a role has in it: for most roles one."""

from dataclasses import replace
from typing import Any

import pytest

from sanling.domain.matters.access import GUARDED
from sanling.domain.people.roles import InRoom
from sanling.domain.people.routes import routes_of
from tests.domain.people.reaches import reach


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ({}, 1),
        # What differs in other families, or by clearance and identities alone, adds no way to a list of reports.
        ({"families": {"errand": {"scope": "own"}}}, 1),
        ({"kinds": {"hazard": {"clearance": 0, "identity": "hidden"}}}, 1),
        ({"kinds": {"hazard": {"scope": "none"}}}, 1),
        ({"kinds": {"hazard": {"scope": "own"}, "dispute": {"scope": "own"}}}, 2),
        ({"scope": "none"}, 0),
    ],
)
def test_only_a_further_scope_within_a_list_adds_a_way(said: dict[str, Any], ways: int) -> None:
    usual = reach("intake_officer")
    rooms = {"matters": InRoom.model_validate(said)}
    differs = replace(usual, role=usual.role.model_copy(update={"rooms": rooms}))
    found = routes_of(differs, GUARDED, family="reported")
    assert sum(len(route.ways) for route in found) == ways


def test_who_reads_masks_in_some_kinds_reads_the_others_alone_in_full() -> None:
    usual = reach("intake_officer")
    (whole,) = routes_of(usual, GUARDED, unmasked=True)
    masked = {"matters": InRoom.model_validate({"kinds": {"hazard": {"identity": "masked"}}})}
    (some,) = routes_of(
        replace(usual, role=usual.role.model_copy(update={"rooms": masked})), GUARDED, unmasked=True
    )
    assert [*whole] != [*some]
    assert "hazard" in str(some.cleared)
    assert not routes_of(reach("county_leader"), GUARDED, unmasked=True)
