"""What a post leaves behind when it ends goes back to its unit."""

from collections.abc import Iterable

from sanling.domain.matters.actions.release_post import release_post
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.outbox import OutboxRow, consume

TOPIC = "posts"
BATCH = 50
HANDOVER = SystemActor("handover")


def hand_over() -> int:
    """Give back what the posts that have ended were charged with; return how many posts."""
    done = 0
    while batch := consume(topic=TOPIC, limit=BATCH, handler=_handle):
        done += batch
    return done


def _handle(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        release_post(actor=HANDOVER, post_id=row.payload["post"])
