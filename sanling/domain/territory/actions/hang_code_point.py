"""Hang: a poster with a code of its own gets its place."""

import secrets

from django.db import transaction

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import place_point
from sanling.domain.territory.rules import city_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.datum import Datum

# Without 0, 1, I, L, O and U: a code is also read aloud and typed.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_code() -> str:
    """Return a code at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hang_code_point(
    *,
    actor: Actor,
    division: str,
    place: str,
    lon: float | None = None,
    lat: float | None = None,
    datum: Datum | None = None,
) -> CodePoint:
    """Make a code for a place in a division (by path), at a point in degrees if that is known.

    ``datum`` is that of the point, by default the city's own. Raises `Misplaced` for a point that isn't there.
    """
    spot = place_point(city_of(division), lon, lat, datum=datum, division=division)
    with transaction.atomic():
        of_place = {
            "division_id": division,
            "place": place,
            "lon": spot.lon if spot else None,
            "lat": spot.lat if spot else None,
            "created_at": clock.now(),
        }
        is_new = False
        while not is_new:
            point, is_new = CodePoint.objects.get_or_create(code=new_code(), defaults=of_place)
        record(
            actor=actor,
            act="territory.hang_code_point",
            subject=f"code_point:{point.pk}",
            city=city_of(division),
            detail={"code": point.code, "division": division},
        )
    return point
