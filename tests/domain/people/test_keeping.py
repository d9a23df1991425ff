"""Units are kept by the administrators of their place, and by nobody else."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.keeping import keeps_unit, keeps_units
from tests.city import COUNTY, City

pytestmark = pytest.mark.django_db


def test_only_an_administrator_keeps_units(city: City, cast: dict[str, Player]) -> None:
    at_work = {key: player for key, player in cast.items() if not key.startswith("former")}
    keepers = {key for key, player in at_work.items() if keeps_units(player.viewer, COUNTY)}
    assert keepers == {"administrator"}
    administrator = cast["administrator"].viewer
    assert keeps_unit(administrator, city.centre(COUNTY))
    assert not keeps_units(administrator, "4110")
