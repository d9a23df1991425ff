"""Publish: the standard of a city's profile becomes the version by which its months are judged from now on."""

import hashlib
import json
from typing import Any

from django.db import transaction

from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Standard
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.loader import Profile


def publish_standard(*, actor: Actor, profile: Profile) -> Standard | None:
    """Publish a profile's standard, unless the version in force says the same; return the one in force, if any.

    Months that were judged stay as they are until they are judged again.
    """
    part: StandardPart = profile.part("standard")
    if not part.zeros or profile.is_province:
        return None
    body = body_of(part)
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with transaction.atomic():
        take_turn(f"standard:{profile.city}")
        versions = Standard.objects.filter(city=profile.city)
        last = versions.order_by("-version").first()
        if last is not None and last.digest == digest:
            return last
        now = clock.now()
        versions.filter(retired_at=None).update(retired_at=now)
        standard = Standard.objects.create(
            city=profile.city,
            version=last.version + 1 if last else 1,
            body=body,
            digest=digest,
            published_at=now,
        )
        record(
            actor=actor,
            act="standard.publish",
            subject=f"standard:{standard.pk}",
            city=profile.city,
            detail={"version": standard.version, "digest": digest},
        )
    return standard


def body_of(part: StandardPart) -> dict[str, Any]:
    """Return a standard as it is kept: plain JSON, which ``StandardPart.model_validate`` reads back."""
    return part.model_dump(mode="json", exclude_defaults=True)
