"""Changzhi's secretaries carry upward what their level can't grant, from village to township to county to city."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered
from tests.profiles_of_cities import small_city

VILLAGE = "140403001001"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> dict[str, Player]:
    settings.FILES_ROOT = tmp_path
    return small_city("changzhi")


def handled(cast: dict[str, Player]) -> Matter:
    """Let a resident ask for help, and the street's centre hand it to the village's secretary."""
    matter = registered(division=VILLAGE, kind="request").matter
    centre, secretary = cast["intake_officer"].viewer, cast["village_secretary"]
    act(centre, matter, "accept")
    act(centre, matter, "assign", {"handler": secretary.post.pk})
    act(secretary.viewer, matter, "sign_for")
    return matter


@pytest.mark.parametrize("who", ["village_secretary", "county_leader", "city_leader"])
def test_a_secretary_of_each_level_carries_a_request_upward(cast: dict[str, Player], who: str) -> None:
    matter = handled(cast)
    act(cast[who].viewer, matter, "act_for", {"reason": "本级无力解决。"})
    assert (matter.state, matter.unit.code) == ("waiting", "governance_centre-140403")


def test_an_informant_of_the_village_registers_what_they_find(cast: dict[str, Player]) -> None:
    viewer = cast["informant"].viewer
    assert viewer.own.role.scope == "own"
    assert viewer.own.covers(VILLAGE)
