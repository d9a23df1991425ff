"""A matter is tied only to what the actor may see and say, and never in a circle."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter, Relation
from sanling.processes.simulation.cast import Player
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediating(cast: dict[str, Player], workflows: None) -> Matter:
    """Return a dispute in mediation."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    return matter


def test_a_matter_is_related_only_to_one_that_can_be_seen(cast: dict[str, Player], mediating: Matter) -> None:
    other = registered(text="另一件事").matter
    intake = cast["intake_officer"].viewer
    act(intake, mediating, "relate", {"number": other.number, "relation": "repeat_of"})
    assert Relation.objects.get(matter=mediating).other == other
    elsewhere = registered(division="410104003001").matter
    with pytest.raises(Invalid):
        act(intake, mediating, "relate", {"number": elsewhere.number, "relation": "repeat_of"})
