"""The cast for the tests: one person a role in the test city, and siblings who must not see what these see."""

import pytest

from sanling.processes.simulation.cast import Player, load_cast
from tests.city import BEGAN, TEST, City


@pytest.fixture
def cast(city: City) -> dict[str, Player]:
    """Return the cast by key: `cast["mediator"].viewer`, `.post`, `.posts`, `.user`."""
    return load_cast(actor=TEST, profile=city.profile, begins_at=BEGAN)
