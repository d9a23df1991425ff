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
    """A place that a poster is to have: its division by path, and words."""

    division: str
    place: str


def hang_code_points(*, actor: Actor, city: str, places: Sequence[NewCodePoint]) -> int:
    """Make a code for each place of a city where none hangs under the same words, and return how many were made."""
    with transaction.atomic():
        # Of two that hang the same places at once the second finds them hanging.
        take_turn(f"code_points:{city}")
        wanted = {(new.division, new.place): new for new in places}
        hanging = CodePoint.objects.filter(division__in={new.division for new in places}, retired_at=None)
        for there in hanging.values_list("division_id", "place"):
            wanted.pop(there, None)
        now = clock.now()
        made = [
            CodePoint(code=code, division_id=new.division, place=new.place, created_at=now)
            for code, new in zip(_new_codes(len(wanted)), wanted.values(), strict=True)
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


def _new_codes(count: int) -> set[str]:
    """Return so many codes that no poster has or had."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {new_code() for _nth in range(count - len(codes))}
        codes -= set(CodePoint.objects.filter(code__in=codes).values_list("code", flat=True))
    return codes
