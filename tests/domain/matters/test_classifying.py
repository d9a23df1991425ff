"""Correcting a matter keeps what it was, moves it where its place is another's, and leaves no stray point."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.processes.simulation.cast import Player
from tests.city import City
from tests.domain.matters.helpers import act, registered

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
