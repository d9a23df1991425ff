"""Issue and revoke bearer tokens, with which another system acts as one post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.models import AccessToken, Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

PREFIX = "sl_"
ENTROPY = 32


@dataclass(frozen=True)
class IssuedToken:
    """A token, and its secret, which is kept nowhere and can't be shown again."""

    token: AccessToken
    secret: str


def issue_token(
    *, actor: Actor, post_id: int, name: str, ends_at: datetime, scopes: Collection[str] = ()
) -> IssuedToken:
    """Issue a token for a post in office; no scopes means all that the post may do.

    Raises ``ValidationError`` by field when the post isn't held, the name is missing, or the end has passed.
    """
    now = clock.now()
    with transaction.atomic():
        post = Post.objects.select_related("unit").filter(in_office(now), pk=post_id).first()
        if post is None:
            raise ValidationError({"post": _("Nobody holds this post now.")})
        if not name.strip():
            raise ValidationError({"name": _("This field is required.")})
        if ends_at <= now:
            raise ValidationError({"ends_at": _("The token must end in the future.")})
        secret = PREFIX + token_urlsafe(ENTROPY)
        token = AccessToken.objects.create(
            post=post,
            name=name.strip()[:60],
            digest=sha256(secret.encode()).digest(),
            scopes=sorted(scopes),
            created_at=now,
            ends_at=ends_at,
        )
        record(
            actor=actor,
            act="token.issue",
            subject=f"token:{token.pk}",
            city=post.unit.city,
            detail={"post": post.pk, "scopes": token.scopes, "until": ends_at.isoformat()},
        )
    return IssuedToken(token=token, secret=secret)


def revoke_token(*, actor: Actor, token_id: int) -> None:
    """Revoke a token for good; a second time changes nothing. Raises ``AccessToken.DoesNotExist``."""
    with transaction.atomic():
        locked = AccessToken.objects.select_for_update(of=("self",)).select_related("post__unit")
        token = locked.get(pk=token_id)
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            record(actor=actor, act="token.revoke", subject=f"token:{token.pk}", city=token.post.unit.city)
