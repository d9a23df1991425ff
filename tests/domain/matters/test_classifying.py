"""Correcting a matter keeps what it was, moves it where its place is another's, and leaves no stray point."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.people.cast import Player
from sanling.foundation.profile.registry import profile_by_code
from tests.city import SIBLING_VILLAGE, SIDE, SOUTH, TOWNSHIP, VILLAGE, WEST, City
from tests.domain.matters.helpers import act, against, registered

pytestmark = pytest.mark.django_db


def test_a_matter_whose_place_was_wrong_goes_to_the_centre_of_the_right_one(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "relocate", {"division": "410104003001"})
    assert matter.unit == city.centre("410104003")
    assert matter.county == "410104"
    with pytest.raises(NotFound):
        act(cast["intake_officer"].viewer, matter, "accept")


def test_another_category_leaves_the_matter_where_it_is_and_says_what_it_was(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    was = (matter.unit_id, matter.state, matter.category)
    codes = profile_by_code("zhengzhou").part("matters").category_codes("dispute")
    other = next(code for code in sorted(codes) if code != matter.category)
    entry = act(cast["intake_officer"].viewer, matter, "classify", {"category": other})
    assert (matter.unit_id, matter.state) == was[:2]
    assert matter.category == other
    assert entry.params["before"] == {"category": was[2]}
    assert "from_unit" not in entry.params


def test_another_place_of_the_same_territory_keeps_the_holder(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    entry = act(cast["intake_officer"].viewer, matter, "relocate", {"division": SIBLING_VILLAGE})
    assert (matter.division_id, matter.unit) == (SIBLING_VILLAGE, city.centre(TOWNSHIP))
    assert entry.params["before"] == {"division": VILLAGE}
    assert "from_unit" not in entry.params
    assert entry.division_id == VILLAGE


def test_it_goes_past_a_centre_that_it_is_about(city: City, cast: dict[str, Player], workflows: None) -> None:
    matter = against(city.centre("410104003").pk)
    entry = act(cast["intake_officer"].viewer, matter, "relocate", {"division": "410104003001"})
    assert matter.unit == city.centre("410104")
    assert entry.params["from_unit"] == city.centre(TOWNSHIP).pk
    assert entry.params["unit"] == matter.unit_id


@pytest.mark.parametrize(("grid", "kept"), [("001", True), ("004", False)])
def test_a_point_goes_where_it_lies_in_another_place_than_is_said_now(
    cast: dict[str, Player], workflows: None, grid: str, *, kept: bool
) -> None:
    matter = registered(lon=WEST + SIDE / 2, lat=SOUTH + SIDE / 2).matter
    entry = act(cast["intake_officer"].viewer, matter, "relocate", {"division": f"{VILLAGE}{grid}"})
    assert (matter.lon is not None) == (matter.lat is not None) == kept
    assert entry.params.get("point") == (None if kept else "elsewhere")
