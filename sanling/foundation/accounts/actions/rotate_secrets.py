"""Moving the secrets of second factors to the current key."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.rotation import Lost

_ENCRYPTED = ("secret", "seed")


def rotate_secrets(*, actor: Actor) -> tuple[int, list[Lost]]:
    """Encrypt every stored second-factor secret anew; return how many, and those that can't be read.

    For use beside the rotation of fields.
    """
    adapter = get_adapter()
    done, lost = 0, []
    with transaction.atomic():
        for authenticator in Authenticator.objects.select_for_update().order_by("pk"):
            for name in _ENCRYPTED:
                if name not in authenticator.data:
                    continue
                try:
                    secret = adapter.decrypt(authenticator.data[name])
                except (ValueError, LookupError):
                    lost.append(Lost(f"mfa.Authenticator.{name}", authenticator.pk))
                    continue
                authenticator.data[name] = adapter.encrypt(secret)
                done += 1
            authenticator.save(update_fields=["data"])
        record(actor=actor, act="account.rotate_secrets", subject="user:all", detail={"values": done})
    return done, lost
