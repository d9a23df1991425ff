"""Results of batches are kept for a month."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.processes.batches.actions.order import order_batch
from sanling.processes.batches.models import Batch, Pick
from sanling.processes.batches.tasks import forget_batches
from sanling.processes.batches.work import work_off
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


def test_results_are_forgotten_after_a_month(cast: Cast) -> None:
    batch = order(cast["intake_officer"].viewer, many(1))
    work_off(str(batch.pk))
    with clock.turned(shift=timedelta(days=29)):
        forget_batches(0)
        assert Pick.objects.count() == 1
    with clock.turned(shift=timedelta(days=31)):
        forget_batches(0)
    assert not Batch.objects.exists()
    assert Matter.objects.count() == 1
