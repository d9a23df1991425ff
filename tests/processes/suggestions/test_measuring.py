"""Measured is against what clerks left, by what was settled before each."""

from datetime import timedelta

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for
from sanling.processes.suggestions.measuring import Measured, measure_handlers, measure_places
from tests.city import CITY
from tests.processes.suggestions.test_handlers import settled_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows")]


def test_the_second_is_measured_by_the_first_and_the_first_by_none(cast: dict[str, Player]) -> None:
    settled_by(cast)
    with clock.turned(shift=timedelta(days=1)):
        settled_by(cast)
        assert measure_handlers(profile_for(CITY), "dispute") == Measured(2, 0.5, 0.5)
        assert measure_places(profile_for(CITY), "dispute") == Measured(2, 0.5, 0.5)
    assert measure_handlers(profile_for(CITY), "hazard") == Measured(0, 0, 0)
