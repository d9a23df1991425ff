"""Decide: a second person confirms or rejects posts that one person must not give alone."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.appoint import TOPIC
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.models import Appointment, Post
from sanling.foundation import clock
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.delivery import outbox


def decide_appointment(*, actor: Viewer, appointment_id: int, confirmed: bool) -> int:
    """Let the waiting posts of an appointment be held from now on, or take them back; return how many.

    All of them or none. The accounts stay. A message on the outbox topic "appointments" (``{"appointment": id,
    "confirmed": bool, "names": [...]}``) tells so. Raises ``Appointment.DoesNotExist`` when nothing of it waits, and
    ``PermissionDenied`` unless the actor may confirm each of its posts.
    """
    with transaction.atomic():
        appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
        posts = list(_waiting(actor, appointment))
        ids = [post.pk for post in posts]
        if confirmed:
            Post.objects.filter(pk__in=ids).update(waiting=False)
        record_many(_audit_row(actor, post, confirmed=confirmed) for post in posts)
        if not confirmed:
            Post.objects.filter(pk__in=ids).delete()
        appointment.decided_by_id, appointment.decided_at = actor.post_id, clock.now()
        appointment.save(update_fields=["decided_by", "decided_at"])
        told = {
            "appointment": appointment_id,
            "confirmed": confirmed,
            "names": [post.name for post in posts[:5]],
        }
        outbox.put(TOPIC, f"appointment:{appointment_id}", told)
    return len(ids)


def _waiting(actor: Viewer, appointment: Appointment) -> Sequence[Post]:
    """Return the posts of an appointment that wait, all of which the actor may confirm."""
    locked = Post.objects.select_for_update(of=("self",)).select_related("unit")
    waiting = list(locked.filter(appointment=appointment, waiting=True).order_by("pk"))
    if not waiting:
        raise Appointment.DoesNotExist
    if to_confirm(actor).filter(appointment=appointment).count() < len(waiting):
        raise PermissionDenied
    return waiting


def _audit_row(actor: Viewer, post: Post, *, confirmed: bool) -> NewAuditRow:
    return NewAuditRow(
        actor=actor,
        act="post.confirm" if confirmed else "post.reject",
        subject=f"post:{post.pk}",
        city=post.unit.city,
        detail={"user": post.user_id, "unit": post.unit_id, "role": post.role},
    )
