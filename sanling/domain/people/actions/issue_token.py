"""Issue and revoke bearer tokens, with which another system acts as one post."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer, administering, reach_at
from sanling.domain.people.models import AccessToken, Post, Unit
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def issue_token(
    *, actor: Actor, post_id: int, name: str, ends_at: datetime, scopes: Collection[str] = ()
) -> AccessToken:
    """Issue a token for a post in office, which works once the post's holder has accepted it: see `accept_token`.

    No scopes means all that the post may do. Raises ``ValidationError`` by field when the post isn't held, the name
    is missing, or the end has passed, and ``PermissionDenied`` to whoever doesn't administer the post's unit by their
    own post: what is issued outlasts a leave.
    """
    now = clock.now()
    with transaction.atomic():
        post = Post.objects.select_related("unit").filter(in_office(now), pk=post_id).first()
        if post is None:
            raise ValidationError({"post": _("Nobody holds this post now.")})
        if not _administered(actor.limited_to(()) if isinstance(actor, Viewer) else actor, post.unit):
            raise PermissionDenied
        if not name.strip():
            raise ValidationError({"name": _("This field is required.")})
        if ends_at <= now:
            raise ValidationError({"ends_at": _("The token must end in the future.")})
        token = AccessToken.objects.create(
            post=post, name=name.strip()[:60], scopes=sorted(scopes), created_at=now, ends_at=ends_at
        )
        record(
            actor=actor,
            act="token.issue",
            subject=f"token:{token.pk}",
            city=post.unit.city,
            detail={"post": post.pk, "scopes": token.scopes, "until": ends_at.isoformat()},
        )
    return token


def revoke_token(*, actor: Actor, token_id: int) -> None:
    """Revoke a token for good, accepted or not; a second time changes nothing.

    Raises ``AccessToken.DoesNotExist``, and ``PermissionDenied`` to whoever neither holds its post nor administers
    the unit.
    """
    with transaction.atomic():
        locked = AccessToken.objects.select_for_update(of=("self",)).select_related("post__unit")
        token = locked.get(pk=token_id)
        unit = token.post.unit
        foreign = isinstance(actor, Viewer) and actor.own.post_id != token.post_id
        if foreign and not _administered(actor, unit):
            raise PermissionDenied
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            record(actor=actor, act="token.revoke", subject=f"token:{token.pk}", city=unit.city)


def _administered(actor: Actor, unit: Unit) -> bool:
    return not isinstance(actor, Viewer) or reach_at(actor, unit.division_id, administering) is not None
