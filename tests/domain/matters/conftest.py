"""A dispute that the village's mediator has signed for, for whoever acts on one."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import in_mediation


@pytest.fixture
def mediating(cast: dict[str, Player], workflows: None) -> Matter:
    """Return a dispute in mediation."""
    return in_mediation(cast)
