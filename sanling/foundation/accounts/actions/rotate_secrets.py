"""Moving the secrets of second factors to the current key."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.rotation import Lost
from sanling.foundation.privacy.sealed import seal, unseal
from sanling.foundation.privacy.unreadable import NotReadable

_ENCRYPTED = ("secret", "seed")


def rotate_secrets(*, actor: Actor) -> tuple[int, list[Lost]]:
    """Encrypt every stored second-factor secret anew; return how many, and those that can't be read.

    For use beside the rotation of fields.
    """
    done, lost = 0, []
    with transaction.atomic():
        for factor, name, secret in _secrets(Authenticator.objects.select_for_update()):
            if secret is None:
                lost.append(_lost(factor, name))
                continue
            factor.data[name] = seal(secret)
            factor.save(update_fields=["data"])
            done += 1
        record(actor=actor, act="account.rotate_secrets", subject="user:all", detail={"values": done})
    return done, lost


def lost_secrets() -> Iterator[Lost]:
    """Yield the second-factor secrets that can't be read."""
    return (
        _lost(factor, name)
        for factor, name, secret in _secrets(Authenticator.objects.all())
        if secret is None
    )


def _secrets(factors: QuerySet[Authenticator]) -> Iterator[tuple[Authenticator, str, str | None]]:
    for factor in factors.order_by("pk"):
        for name in _ENCRYPTED:
            if name in factor.data:
                try:
                    yield factor, name, unseal(factor.data[name])
                except NotReadable:
                    yield factor, name, None


def _lost(factor: Authenticator, name: str) -> Lost:
    return Lost(f"mfa.Authenticator.{name}", factor.pk)
