"""End a post: from that instant it reaches nothing."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Least

from sanling.domain.people.access import Viewer
from sanling.domain.people.giving import may_change
from sanling.domain.people.models import AccessToken, Post, Substitution
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.delivery import outbox

# Whoever charges posts with work takes it back to the unit's pool when one of these arrives.
TOPIC = "posts"


def end_post(*, actor: Actor, post_id: int, at: datetime | None = None) -> Post:
    """End a post now, or at an instant that has come; a post that has ended stays as it was.

    A post that has not begun, or still waits for confirmation, is taken back: it was never held, so nothing is left.
    Substitutions that involve it end with it and its access tokens are revoked. A message on the outbox topic
    "posts" (``{"post": id, "unit": id}``) tells the rooms above. Raises ``ValueError`` for an instant that is
    still to come, ``Post.DoesNotExist`` for an unknown post, ``PermissionDenied`` to who doesn't give such posts.
    """
    now = clock.now()
    at = at or now
    if at > now:
        raise ValueError("A post is ended when its end has come.")
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post_id)
        if isinstance(actor, Viewer) and not may_change(actor, post):
            raise PermissionDenied
        if post.ends_at is not None and post.ends_at <= now:
            return post
        if post.begins_at >= at or post.waiting:
            return _take_back(actor, post)
        post.ends_at = at
        post.save(update_fields=["ends_at"])
        involved = Substitution.objects.filter(Q(post=post) | Q(substitute=post))
        involved.filter(begins_at__gte=at).delete()
        involved.update(ends_at=Least("ends_at", at))
        AccessToken.objects.filter(post=post, revoked_at=None).update(revoked_at=now)
        outbox.put(TOPIC, f"post:{post.pk}", {"post": post.pk, "unit": post.unit_id})
        record(
            actor=actor,
            act="post.end",
            subject=f"post:{post.pk}",
            city=post.unit.city,
            detail={"at": at.isoformat()},
        )
    return post


def _take_back(actor: Actor, post: Post) -> Post:
    record(
        actor=actor,
        act="post.take_back",
        subject=f"post:{post.pk}",
        city=post.unit.city,
        detail={"user": post.user_id, "role": post.role, "begins_at": post.begins_at.isoformat()},
    )
    post.delete()
    return post
