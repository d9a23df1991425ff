"""A post orders a batch: what it sees of it is picked, a few batches at a time."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.batches.actions.order import MOST, TooManyBatches, order_batch
from sanling.processes.batches.models import Batch, Pick
from tests.domain.matters.helpers import registered
from tests.processes.batches.ordering import Cast, many, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_post_has_three_batches_under_way_and_a_batch_ten_thousand_matters(cast: Cast) -> None:
    viewer, (matter,) = cast["intake_officer"].viewer, many(1)
    for _nth in range(3):
        order(viewer, [matter])
    with pytest.raises(TooManyBatches):
        order(viewer, [matter])
    for wrong in ({}, dict.fromkeys(range(MOST + 1), 1)):
        with pytest.raises(ValueError, match="matters"):
            order_batch(actor=viewer, verb="accept", charged=None, picked=wrong, language="en")


def test_what_the_actor_sees_is_picked_with_its_version_and_the_rest_only_counted(cast: Cast) -> None:
    viewer, (near,) = cast["intake_officer"].viewer, many(1)
    far = registered(division="410104003001").matter
    batch = order(viewer, [near, far], charged=cast["mediator"].post.pk)
    assert list(Pick.objects.values_list("matter", "version")) == [(near.pk, near.version)]
    assert (batch.total, batch.unseen, batch.judged, batch.finished_at) == (2, 1, 1, None)
    assert (batch.seen_as, batch.verb, batch.charged) == (
        [viewer.post_id],
        "accept",
        cast["mediator"].post.pk,
    )
    row = AuditRow.objects.get(act="batches.order")
    assert row.detail["matters"] == 2
    assert str(far.pk) not in str(row.detail.get("seen_as"))


def test_its_job_is_queued_with_it_and_a_finished_one_makes_room_for_another(cast: Cast) -> None:
    viewer, (matter,) = cast["intake_officer"].viewer, many(1)
    batches = [order(viewer, [matter]) for _nth in range(3)]
    queued = ProcrastinateJob.objects.filter(task_name__endswith="batch_job")
    assert {job.args["batch_id"] for job in queued} == {str(batch.pk) for batch in batches}
    order(cast["centre_director"].viewer, [matter])
    Batch.objects.filter(pk=batches[0].pk).update(finished_at=clock.now())
    assert order(viewer, [matter]) not in batches
