"""Hang many: each place of a list gets a poster with a code of its own, in one act."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from sanling.domain.territory.actions.hang_code_point import new_code
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn


class NewCodePoint(NamedTuple):
    """A place that a poster is to have: its division by path, words, and its point in the city's datum where known.

    ``type`` and ``of`` say what stands there, by the list of another room.
    """

    division: str
    place: str
    lon: float | None = None
    lat: float | None = None
    type: str = ""
    of: str = ""


def hang_code_points(*, actor: Actor, city: str, places: Sequence[NewCodePoint]) -> int:
    """Make a code for each place of a city that has none, and return how many were made.

    It has one where one hangs under the same words, or for the same that stands there.
    """
    with transaction.atomic():
        # Of two that hang the same places at once the second finds them hanging.
        take_turn(f"code_points:{city}")
        wanted = _wanted(city, places)
        now = clock.now()
        made = [
            CodePoint(
                code=code,
                division_id=new.division,
                place=new.place,
                lon=new.lon,
                lat=new.lat,
                type=new.type,
                of=new.of,
                created_at=now,
            )
            for code, new in zip(_new_codes(len(wanted)), wanted, strict=True)
        ]
        CodePoint.objects.bulk_create(made, batch_size=1000)
        if made:
            detail = {"points": len(made)}
            record(
                actor=actor,
                act="territory.hang_code_points",
                subject=f"city:{city}",
                city=city,
                detail=detail,
            )
    return len(made)


def _wanted(city: str, places: Sequence[NewCodePoint]) -> list[NewCodePoint]:
    """Return those of some places that have none, each once."""
    wanted: dict[object, NewCodePoint] = {new.of or (new.division, new.place): new for new in places}
    hanging = CodePoint.objects.filter(retired_at=None, division__path__startswith=city)
    at_places = hanging.filter(division__in={new.division for new in places}, of="")
    for there in at_places.values_list("division_id", "place"):
        wanted.pop(there, None)
    of_these = {new.of for new in places} - {""}
    for subject in hanging.filter(of__in=of_these).values_list("of", flat=True):
        wanted.pop(subject, None)
    return list(wanted.values())


def _new_codes(count: int) -> set[str]:
    """Return so many codes that no poster has or had."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {new_code() for _nth in range(count - len(codes))}
        codes -= set(CodePoint.objects.filter(code__in=codes).values_list("code", flat=True))
    return codes
