"""A deployment map shows what is open in a community, by colour and number, each mark beside the others."""

from itertools import combinations
from math import dist

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.map.deployment import Colour, Deployment, deployment
from sanling.processes.map.drawing import parts_of
from tests.city import VILLAGE
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
POINT = {"lon": 113.685, "lat": 34.785}


@pytest.fixture(autouse=True)
def opened(cast: Cast, workflows: None) -> None:
    """Have a hazard, disputes at one spot, one without a point, and a case open."""
    registered(kind="hazard", category="fire", **POINT)
    for _again in range(4):
        registered(**POINT)
    registered()
    case = registered(**POINT).matter
    Matter.objects.filter(pk=case.pk).update(kind="security")


def shown(player: Player) -> Deployment:
    parts = parts_of(VILLAGE)
    assert parts is not None
    return deployment(player.viewer, parts)


def test_cases_stand_first_in_red_then_disputes_in_yellow_then_other_risks_in_blue(cast: Cast) -> None:
    found = shown(cast["intake_officer"])
    assert found.counts == {Colour.RED: 1, Colour.YELLOW: 5, Colour.BLUE: 1}
    assert [risk.nth for risk in found.risks] == list(range(1, 8))
    assert found.risks[0].colour is Colour.RED
    assert found.risks[-1].colour is Colour.BLUE
    assert [ground.name for ground in found.grounds] == ["第一网格", "第二网格", "第三网格", "第四网格"]
    assert found.demonstration


def test_marks_at_one_spot_stand_beside_each_other(cast: Cast) -> None:
    places = [risk.at for risk in shown(cast["intake_officer"]).risks if risk.at]
    assert len(places) == 6
    assert len(set(places)) == 6
    assert min(dist(*pair) for pair in combinations(places[1:], 2)) > 20


def test_what_one_may_not_see_stands_on_none(cast: Cast) -> None:
    Matter.objects.filter(kind="security").update(confidentiality=3)
    found = shown(cast["intake_officer"])
    assert not found.counts[Colour.RED]
    assert len(found.risks) == 6
    assert not shown(cast["sibling_township_intake"]).risks
