"""The map shows where matters are open, to whoever sees them."""

import pytest

from sanling.domain.matters.map_layers import LAYERS
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_what_is_open_stands_on_it_by_number_and_title(cast: dict[str, Player], workflows: None) -> None:
    (layer,) = LAYERS
    matter = registered(lon=113.685, lat=34.785).matter
    viewer = cast["intake_officer"].viewer
    assert [layer.title(row) for row in layer.rows(viewer)] == [f"{matter.number} {matter.title}"]
    assert not layer.rows(cast["sibling_township_intake"].viewer)
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now())
    assert not layer.rows(viewer)
