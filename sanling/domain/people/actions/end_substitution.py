"""End a substitution: whoever was on leave is back, or does not go."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.giving import may_change
from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def end_substitution(*, actor: Actor, substitution_id: int) -> None:
    """End a substitution now; one that has not begun is taken back, one that is over stays as it was.

    Raises ``Substitution.DoesNotExist``, and ``PermissionDenied`` to who doesn't give such posts.
    """
    now = clock.now()
    with transaction.atomic():
        # The post first, as everything that arranges leave does.
        found = Substitution.objects.select_related("post__unit").get(pk=substitution_id)
        if isinstance(actor, Viewer) and not may_change(actor, found.post):
            raise PermissionDenied
        locked = Substitution.objects.select_for_update(of=("self",)).filter(
            pk=substitution_id, ends_at__gt=now
        )
        done = locked.filter(begins_at__gte=now).delete()[0] or locked.filter(begins_at__lt=now).update(
            ends_at=now
        )
        if done:
            record(
                actor=actor,
                act="post.end_substitution",
                subject=f"post:{found.post_id}",
                city=found.post.unit.city,
                detail={"substitute": found.substitute_id},
            )
