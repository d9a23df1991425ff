"""Release post: when a post ends, what it was charged with goes back to the pool of the unit, visibly."""

from django.db import transaction

from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Assignment, Entry, Matter
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor

CODE = "released"


def release_post(*, actor: Actor, post_id: int) -> int:
    """End the open assignments of a post, one entry each; return how many matters were given back."""
    charged = Assignment.objects.filter(post_id=post_id, kind=Assignment.Kind.MAIN, ended_at=None)
    return sum(
        _release(actor, matter_id, post_id) for matter_id in charged.values_list("matter_id", flat=True)
    )


def _release(actor: Actor, matter_id: int, post_id: int) -> int:
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).defer("search", "text").get(pk=matter_id)
        if matter.assignee_id != post_id:
            return 0
        now = clock.now()
        Assignment.objects.filter(matter=matter, kind=Assignment.Kind.MAIN, ended_at=None).update(
            ended_at=now, ended_how=CODE
        )
        matter.assignee = None
        matter.version += 1
        matter.save(update_fields=["assignee", "version"])
        write_entry(
            matter=matter,
            actor=actor,
            at=now,
            code=CODE,
            audience=Entry.Audience.INTERNAL,
            params={"post": post_id},
            before=Before(matter.state, matter.unit_id, matter.division_id),
        )
        return 1
