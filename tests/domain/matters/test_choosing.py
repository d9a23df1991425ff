"""A matter goes only to who may see it: units of its place, posts in office that are cleared for it."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.processes.simulation.cast import Player
from tests.city import City
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediating(cast: dict[str, Player], workflows: None) -> Matter:
    """Return a dispute in mediation."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    return matter


def test_a_post_elsewhere_cannot_be_charged(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    stranger = cast["sibling_county_intake"].post.pk
    with pytest.raises(Invalid) as refused:
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": stranger})
    assert "mediator" in refused.value.errors


def test_departments_of_the_levels_above_can_be_called_in_and_no_others(
    city: City, cast: dict[str, Player], mediating: Matter
) -> None:
    intake = cast["intake_officer"].viewer
    elsewhere = {"units": [city.unit("education-410104").pk], "task": "协助清理"}
    with pytest.raises(Invalid):
        act(intake, mediating, "whistle", elsewhere)
    act(intake, mediating, "whistle", {"units": [city.unit("housing-410105").pk], "task": "协助清理"})
    act(cast["department_clerk"].viewer, mediating, "report_in")
