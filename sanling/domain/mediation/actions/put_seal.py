"""Put seal: a picture of a body's seal takes the place of the one before, which stays where it was used."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from sanling.domain.mediation.keeping import lock_bodies
from sanling.domain.mediation.models import Seal
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

MOST_BYTES, SIDE = 2 * 1024 * 1024, 480


def put_seal(*, actor: Actor, body_id: int, picture: bytes) -> Seal:
    """Keep a body's seal as a PNG of at most 480 pixels a side, made anew so that nothing else comes along.

    Raises ``ValidationError`` under "picture", ``Body.DoesNotExist``, ``PermissionDenied`` to who doesn't keep it.
    """
    made = _made(picture)
    with transaction.atomic():
        (body,) = lock_bodies(actor, [body_id]).values()
        now = clock.now()
        body.seals.filter(ended_at=None).update(ended_at=now)
        seal = Seal.objects.create(
            body=body,
            picture=made,
            put_by_id=actor.own.post_id if isinstance(actor, Viewer) else None,
            begins_at=now,
        )
        record(
            actor=actor,
            act="mediation.put_seal",
            subject=f"mediation_body:{body.pk}",
            city=body.unit.city,
            detail={"seal": seal.pk},
        )
    return seal


def _made(picture: bytes) -> bytes:
    wrong = ValidationError(
        {"picture": _("Please choose a picture of the seal, PNG or JPEG, of at most 2 MB.")}
    )
    if not 0 < len(picture) <= MOST_BYTES:
        raise wrong
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if max(opened.size) > 6_000:
                raise wrong
            seal = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise wrong from error
    seal.thumbnail((SIDE, SIDE))
    kept = BytesIO()
    seal.save(kept, "PNG")
    return kept.getvalue()
