"""The link by which an institution, which has no account, declares itself and replies: it opens its own matter alone.

It is signed and not stored, so that the office which has the matter can hand it over again. It names the post that it
was shown to: what is done by it is told as done by the link that this post handed over, never as the party's own doing.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition


def _signer() -> Signer:
    return Signer(salt="recognition.link of post")


def link_of(matter: Matter, *, handed_by: int) -> str:
    """Return the whole address of a recognition's page for its subject, as a post is shown it."""
    signed = _signer().sign(f"{matter.number}:{handed_by}")
    return settings.PUBLIC_URL + reverse("portal:own_recognition", args=signed.split(":", 1))


def by_link(number: str, signature: str) -> tuple[Recognition, int] | None:
    """Return what a link leads to and the post that handed it over; None for one that is over or that nobody signed."""
    try:
        signed, _colon, post = _signer().unsign(f"{number}:{signature}").partition(":")
    except BadSignature:
        return None
    found = Recognition.objects.filter(matter__number=signed, link_over=False)
    recognition = found.select_related("matter__unit", "matter__division", "subject").first()
    return (recognition, int(post)) if recognition and post else None
