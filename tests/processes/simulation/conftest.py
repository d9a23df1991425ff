"""Fixtures of the tests of the simulation."""

from datetime import UTC, datetime, timedelta

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.cast import Player
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.simulate import inventor_of
from sanling.processes.simulation.staff import staff_city
from tests.city import BEGAN, TEST, City

UNTIL = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.fixture
def staffed(city: City, cast: dict[str, Player]) -> City:
    """The test city with published workflows, its cast, and everybody else who works there."""
    publish_workflows(actor=TEST, profile=city.profile)
    staff_city(actor=TEST, profile=city.profile, begins_at=BEGAN)
    return city


@pytest.fixture
def inventor(staffed: City) -> Inventor:
    """Somebody who makes up matters of the test city."""
    return inventor_of(staffed.profile, seed=1, since=UNTIL - timedelta(days=365))
