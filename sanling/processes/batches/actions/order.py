"""Order: have something done with many matters; each is judged when its turn comes."""

from collections.abc import Mapping

from django.db import transaction

from sanling.domain.matters.access import seen_of
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.turns import take_turn
from sanling.processes.batches.models import Batch, Pick
from sanling.processes.batches.tasks import batch_job

MOST = 10_000
MOST_WAITING = 3


class TooMany(Exception):
    """This post has as many batches under way as it may have."""


def order_batch(
    *, actor: Viewer, verb: str, charged: int | None, picked: Mapping[int, int], language: str
) -> Batch:
    """Queue a batch of matters, each with the version that was seen, in the transaction that records it.

    What the actor can't see is counted, and nothing more is said of it. Raises `TooMany` when three are under way;
    ValueError for more than ten thousand matters, or none.
    """
    if not 0 < len(picked) <= MOST:
        raise ValueError(f"A batch has one to {MOST} matters.")
    with transaction.atomic():
        there = seen_of(actor, list(picked))
        seen = [pk for pk in picked if pk in there]
        take_turn(f"batches:{actor.post_id}")
        if Batch.objects.filter(post_id=actor.post_id, finished_at=None).count() >= MOST_WAITING:
            raise TooMany
        batch = Batch.objects.create(
            post_id=actor.post_id,
            **Batch.reach_of(actor),
            verb=verb,
            charged=charged,
            language=language,
            total=len(picked),
            unseen=len(picked) - len(seen),
            judged=len(picked) - len(seen),
            created_at=clock.now(),
        )
        insert_many(Pick, (Pick(batch=batch, matter_id=pk, version=picked[pk]) for pk in seen))
        record(
            actor=actor,
            act="batches.order",
            subject=f"batch:{batch.pk}",
            city=actor.city,
            detail={"verb": verb, "post": charged, "matters": len(picked), "seen_as": batch.seen_as},
        )
        batch_job.defer(batch_id=str(batch.pk))
    return batch
