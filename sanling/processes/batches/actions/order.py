"""Order: have something done with many matters; each is judged when its turn comes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from sanling.domain.matters.access import seen_of
from sanling.domain.matters.acting import storable
from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import acts_over_lists, refuse_form
from sanling.domain.people.access import Viewer
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


def order_batch(
    *,
    actor: Viewer,
    verb: str,
    charged: int | None,
    picked: Mapping[int, int],
    language: str,
    said: Mapping[str, Any] | None = None,
    absent: int = 0,
) -> Batch:
    """Queue a batch of matters, each with the version that was seen, in the transaction that records it.

    What the actor can't see is counted with what was ``absent`` already, and nothing more is said of it. ``said`` is
    what the list's form holds beside the post (`over_lists.asked_over`). Raises `Invalid` where it suits none of the
    matters, `TooManyBatches` when three are under way, ValueError for more than ten thousand matters or none, and for
    a verb that is not done over lists.
    """
    total = _checked(len(picked) + absent, verb)
    with transaction.atomic():
        there, said = seen_of(actor, list(picked)), storable(said or {})
        seen = [pk for pk in picked if pk in there]
        refuse_form(verb, said, charged, one_a_definition(seen))
        _refuse_more(actor)
        batch = Batch.objects.create(
            post_id=actor.post_id,
            **Batch.reach_of(actor),
            verb=verb,
            charged=charged,
            form=json.dumps(said) if said else "",
            language=language,
            total=total,
            unseen=total - len(seen),
            judged=total - len(seen),
            created_at=clock.now(),
        )
        insert_many(Pick, (Pick(batch=batch, matter_id=pk, version=picked[pk]) for pk in seen))
        batch_job.defer(batch_id=str(batch.pk))
        _note(actor, batch, said)
    return batch


def _refuse_more(actor: Viewer) -> None:
    take_turn(f"batches:{actor.post_id}")
    if Batch.objects.filter(post_id=actor.post_id, finished_at=None).count() >= MOST_WAITING:
        raise TooManyBatches


def _note(actor: Viewer, batch: Batch, said: Mapping[str, Any]) -> None:
    """Record what was ordered; of what was said only in which fields."""
    detail = {
        "verb": batch.verb,
        "post": batch.charged,
        "fields": sorted(said),
        "matters": batch.total,
        "seen_as": batch.seen_as,
    }
    record(actor=actor, act="batches.order", subject=f"batch:{batch.pk}", city=actor.city, detail=detail)


def one_a_definition(matters: Iterable[int]) -> list[Matter]:
    """Return one of some matters for each definition by which they go: one query."""
    found = Matter.objects.filter(pk__in=list(matters)).select_related("unit")
    return list(found.order_by("definition", "pk").distinct("definition").defer("search", "text"))


def _checked(total: int, verb: str) -> int:
    """Return how many matters are asked for; raises ValueError for too many, none, or a verb of single matters."""
    if not 0 < total <= MOST:
        raise ValueError(f"A batch has one to {MOST} matters.")
    if verb not in acts_over_lists():
        raise ValueError(f"{verb!r} is not done over lists.")
    return total
