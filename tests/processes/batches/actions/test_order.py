"""A post orders a batch: what it sees of it is picked, a few batches at a time."""

from collections.abc import Mapping, Sequence

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.processes.batches.actions.order import MOST, TooMany, order_batch
from sanling.processes.batches.models import Batch
from sanling.processes.simulation.cast import Player
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


Cast = Mapping[str, Player]


def many(count: int) -> list[Matter]:
    return [registered().matter for _nth in range(count)]


def order(
    viewer: Viewer, matters: Sequence[Matter], verb: str = "accept", charged: int | None = None
) -> Batch:
    picked = {matter.pk: matter.version for matter in matters}
    return order_batch(actor=viewer, verb=verb, charged=charged, picked=picked, language="zh-hans")


def test_a_post_has_three_batches_under_way_and_a_batch_ten_thousand_matters(cast: Cast) -> None:
    viewer, (matter,) = cast["intake_officer"].viewer, many(1)
    for _nth in range(3):
        order(viewer, [matter])
    with pytest.raises(TooMany):
        order(viewer, [matter])
    for wrong in ({}, dict.fromkeys(range(MOST + 1), 1)):
        with pytest.raises(ValueError, match="matters"):
            order_batch(actor=viewer, verb="accept", charged=None, picked=wrong, language="en")
