"""Accept: the holder of a post lets a system work as it, and alone learns the secret with which it does."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.foundation.audit.record import record

PREFIX = "sl_"
ENTROPY = 32


@dataclass(frozen=True)
class AcceptedToken:
    """A token that works, and its secret, which is kept nowhere and can't be shown again."""

    token: AccessToken
    secret: str


def accept_token(*, actor: Viewer, token_id: int) -> AcceptedToken:
    """Let a token that was issued for the actor's own post work from now on, and return its secret.

    Raises ``AccessToken.DoesNotExist`` for a token that is another post's, was accepted already, or is over: whoever
    stands in for a post accepts nothing that would outlast the leave.
    """
    now = clock.now()
    with transaction.atomic():
        waiting = AccessToken.objects.filter(accepted_at=None, revoked_at=None, ends_at__gt=now)
        token = waiting.select_for_update().get(pk=token_id, post=actor.own.post_id)
        secret = PREFIX + token_urlsafe(ENTROPY)
        token.digest = sha256(secret.encode()).digest()
        token.accepted_at = now
        token.save(update_fields=["digest", "accepted_at"])
        record(actor=actor, act="token.accept", subject=f"token:{token.pk}", city=actor.city)
    return AcceptedToken(token, secret)
