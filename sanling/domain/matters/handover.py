"""What a post leaves behind when it ends goes back to its unit."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from sanling.domain.matters.actions.release_post import release_post
from sanling.domain.matters.models import Assignment
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.outbox import OutboxRow, drain

TOPIC = "posts"
BATCH = 50
HANDOVER = SystemActor("handover")


def hand_over() -> int:
    """Give back what the posts that have ended were charged with; return how many posts."""
    return drain(topic=TOPIC, limit=BATCH, handler=_handle)


def release_over() -> int:
    """Give back what posts are charged with whose last day has passed by itself; return how many posts."""
    charged = Assignment.objects.filter(post=OuterRef("pk"), kind=Assignment.Kind.MAIN, ended_at=None)
    over = Post.objects.filter(Exists(charged), ends_at__lte=clock.now()).values_list("pk", flat=True)
    return sum(release_post(actor=HANDOVER, post_id=post_id) > 0 for post_id in list(over))


def _handle(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        release_post(actor=HANDOVER, post_id=row.payload["post"])
