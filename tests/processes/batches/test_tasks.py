"""Results of batches are kept for a month."""

from datetime import timedelta

import pytest

from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.batches.models import Batch, Pick
from sanling.processes.batches.tasks import forget_batches
from sanling.processes.batches.work import work_off
from tests.processes.batches.ordering import Cast, many, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


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
