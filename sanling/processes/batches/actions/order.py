"""Order: have something done with many matters; each is judged when its turn comes."""

from collections.abc import Mapping

from django.db import transaction

from sanling.domain.matters.access import seen_of
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.verbs import verbs_over_lists
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.turns import take_turn
from sanling.processes.batches.models import Batch, Pick
from sanling.processes.batches.tasks import batch_job

MOST = 10_000
MOST_WAITING = 3


class TooManyBatches(Exception):
    """This post has as many batches under way as it may have."""


def charges(verb: str) -> bool:
    """Tell whether a verb, done over a list, charges a post."""
    found = verbs_over_lists().get(verb)
    return found is not None and "post" in found.needs


def order_batch(
    *,
    actor: Viewer,
    verb: str,
    charged: int | None,
    picked: Mapping[int, int],
    language: str,
    absent: int = 0,
) -> Batch:
    """Queue a batch of matters, each with the version that was seen, in the transaction that records it.

    What the actor can't see is counted, with what was ``absent`` already when it was looked for, and nothing more is
    said of it. Raises `TooManyBatches` when three are under way; ValueError for more than ten thousand matters, or
    none, and for a verb that is not done over lists.
    """
    total = _checked(len(picked) + absent, verb)
    with transaction.atomic():
        there = seen_of(actor, list(picked))
        seen = [pk for pk in picked if pk in there]
        take_turn(f"batches:{actor.post_id}")
        if Batch.objects.filter(post_id=actor.post_id, finished_at=None).count() >= MOST_WAITING:
            raise TooManyBatches
        batch = Batch.objects.create(
            post_id=actor.post_id,
            **Batch.reach_of(actor),
            verb=verb,
            charged=charged,
            language=language,
            total=total,
            unseen=total - len(seen),
            judged=total - len(seen),
            created_at=clock.now(),
        )
        insert_many(Pick, (Pick(batch=batch, matter_id=pk, version=picked[pk]) for pk in seen))
        subject = f"batch:{batch.pk}"
        detail = {"verb": verb, "post": charged, "matters": total, "seen_as": batch.seen_as}
        record(actor=actor, act="batches.order", subject=subject, city=actor.city, detail=detail)
        batch_job.defer(batch_id=str(batch.pk))
    return batch


def _checked(total: int, verb: str) -> int:
    """Return how many matters are asked for; raises ValueError for too many, none, or a verb of single matters."""
    if not 0 < total <= MOST:
        raise ValueError(f"A batch has one to {MOST} matters.")
    if verb not in verbs_over_lists():
        raise ValueError(f"{verb!r} is not done over lists.")
    return total
