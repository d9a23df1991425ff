"""Release post: when a post ends, what it was charged with goes back to the pool of the unit, visibly."""

from django.db import transaction

from sanling.domain.matters.changes import RELEASE, Change, write
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
        change = Change()
        change.run(RELEASE, matter, now, CODE)
        change.set(matter, assignee_id=None, version=matter.version + 1)
        write_entry(
            change,
            matter=matter,
            actor=actor,
            at=now,
            code=CODE,
            audience=Entry.Audience.INTERNAL,
            params={"post": post_id},
            before=Before(matter.state, matter.unit_id, matter.division_id),
        )
        write([change])
        return 1
