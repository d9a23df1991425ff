"""End a substitution: whoever was on leave is back, or does not go."""

from django.db import transaction

from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def end_substitution(*, actor: Actor, substitution_id: int) -> None:
    """End a substitution now; one that has not begun is taken back, one that is over stays as it was.

    Raises ``Substitution.DoesNotExist``.
    """
    now = clock.now()
    with transaction.atomic():
        # The post first, as everything that arranges leave does.
        found = Substitution.objects.select_related("post__unit").get(pk=substitution_id)
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
