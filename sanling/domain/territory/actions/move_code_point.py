"""Move: a poster hangs elsewhere now, or its words or point are put right; its code stays."""

from django.db import transaction

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import place_point
from sanling.domain.territory.rules import city_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.datum import Datum


def move_code_point(
    *,
    actor: Actor,
    code_point: CodePoint,
    division: str,
    place: str,
    lon: float | None = None,
    lat: float | None = None,
    datum: Datum | None = None,
) -> CodePoint:
    """Give a code point another place, as `hang_code_point` takes it; what was begun by it keeps the place it had.

    Raises `Misplaced` for a point that isn't in the division.
    """
    spot = place_point(city_of(division), lon, lat, datum=datum, division=division)
    with transaction.atomic():
        point = CodePoint.objects.select_for_update().get(pk=code_point.pk)
        before = {"division": point.division_id, "place": point.place}
        point.division_id, point.place = division, place
        point.lon, point.lat = (spot.lon, spot.lat) if spot else (None, None)
        point.save(update_fields=["division", "place", "lon", "lat"])
        record(
            actor=actor,
            act="territory.move_code_point",
            subject=f"code_point:{point.pk}",
            city=city_of(division),
            detail={"code": point.code, "before": before, "after": {"division": division, "place": place}},
        )
    return point
