"""The link by which an institution, which has no account, declares itself and replies: it opens its own matter alone.

It is signed and not stored, so that the office which has the matter can hand it over again.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition


def _signer() -> Signer:
    return Signer(salt="recognition.link")


def link_of(matter: Matter) -> str:
    """Return the whole address of a recognition's page for its subject."""
    signature = _signer().signature(matter.number)
    return settings.PUBLIC_URL + reverse("portal:own_recognition", args=[matter.number, signature])


def by_link(number: str, signature: str) -> Recognition | None:
    """Return what a link leads to, or None for one that nobody signed."""
    try:
        signed = _signer().unsign(f"{number}:{signature}")
    except BadSignature:
        return None
    found = Recognition.objects.filter(matter__number=signed)
    return found.select_related("matter__unit", "matter__division", "subject").first()
