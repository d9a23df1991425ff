"""What the system does itself when a clock has run out: an action of the definition, handed to whom it names."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.models import Clock
from sanling.domain.matters.scan import OVERDUE, TIMER
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.delivery.outbox import OutboxRow, consume, drain, in_bulk
from sanling.processes.notices.targets import Directory

BATCH = 2000
log = logging.getLogger(__name__)


def act_on_overdue() -> int:
    """Do what follows from the clocks that the scan marked, and return how many were looked at."""
    return drain(topic=OVERDUE, limit=BATCH, handler=_handle)


def act_on_overdue_bulk() -> int:
    """Do the same of the next of the clocks that large batches started."""
    return consume(topic=in_bulk(OVERDUE), limit=BATCH, handler=_handle)


def _handle(rows: Iterable[OutboxRow]) -> None:
    clocks = [row.payload["clock"] for row in rows]
    # A clock that was stopped meanwhile: somebody was late but has acted, nothing is left to do.
    running = Clock.objects.filter(pk__in=clocks, stopped_at=None).order_by("pk")
    joined = running.select_related("matter__unit").defer("matter__search", "matter__text")
    directory = Directory()
    # What two clocks of one matter bring about is done one after the other, and what batches started by batch.
    lists: dict[tuple[UUID | None, int], list[Wish]] = defaultdict(list)
    times: Counter[int] = Counter()
    for ripe in joined:
        wish = _wish(ripe, directory)
        if wish is not None:
            lists[ripe.batch, times[wish.matter_id]].append(wish)
            times[wish.matter_id] += 1
    for (batch, _time), wishes in sorted(lists.items(), key=lambda found: found[0][1]):
        _do(wishes, batch)


def _wish(ripe: Clock, directory: Directory) -> Wish | None:
    """Return the act that follows from a clock, with the post that it hands to."""
    matter = ripe.matter
    definition = definition_of(matter.definition_id)
    overdue = definition.clock(ripe.code).on_overdue
    action = definition.action(overdue.act or "")
    handed = verb_of(action.verb).handed
    post_field = next((field.code for field in action.fields if field.type == handed), None)
    fields = {}
    if overdue.hand_to and post_field:
        posts = directory.posts_of(matter, [overdue.hand_to])
        if not posts:
            log.warning("matter %s: nobody to hand to as %s", matter.number, overdue.hand_to)
            return None
        fields[post_field] = posts[0]
    return Wish(matter.pk, action=action.code, fields=fields)


def _do(wishes: Sequence[Wish], batch: UUID | None) -> None:
    outcomes = perform_each(actor=TIMER, wishes=wishes, batch=Batch(batch, large=True) if batch else None)
    for wish, outcome in zip(wishes, outcomes, strict=True):
        if isinstance(outcome, ActError):
            # A party or clerk was quicker, or the top is reached; the entry of lateness stands.
            log.info("matter %s: %s not done: %s", wish.matter_id, wish.action, outcome)
