"""Draw: which of those that are to be recorded are checked on the spot, by a lot that anybody can draw again."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_open_year
from sanling.domain.recognition.models import Recognition, SpotDraw
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.recognition.verbs.grant import Grant
from sanling.domain.subjects.models import Subject
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import fold_code
from sanling.foundation.database.turns import take_turn
from sanling.foundation.draw import Draw, new_seed


class NothingToDraw(ValueError):
    """Nobody waits to be recorded who was in no draw yet."""


class NoSubjects(ValueError):
    """Left out is what no subject of the city has for a code, so that whoever is meant could be drawn; has them."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(codes)
        self.codes = codes


def draw_spot_checks(*, actor: Viewer, year: int, recused: Mapping[str, str] | None = None) -> SpotDraw:
    """Draw the city's share of what waits to be recorded and was in no draw yet; at least one.

    ``recused`` are codes of subjects that are left out, each with its reason. Raises ``PermissionDenied``,
    `NoSubjects`, and `NothingToDraw` where the pool is empty or all of it is left out.
    """
    if not may_open_year(actor):
        raise PermissionDenied
    part = recognition_part(actor.city)
    reasons = {fold_code(code): reason for code, reason in (recused or {}).items()}
    known = Subject.objects.filter(city=actor.city, code__in=reasons).values_list("code", flat=True)
    if unknown := sorted(reasons.keys() - set(known)):
        raise NoSubjects(unknown)
    with transaction.atomic():
        take_turn(f"spot draw:{actor.city}:{year}")
        pool = _waiting(actor.city, year)
        left = pool.keys() - reasons.keys()
        if not left:
            raise NothingToDraw
        count = min(max(1, round(len(pool) * part.spot_check_share / 100)), len(left))
        drawn = Draw.of(pool.keys(), count, seed=new_seed(), recused=reasons.keys())
        kept = SpotDraw.objects.create(
            city=actor.city,
            year=year,
            at=clock.now(),
            by=actor.key,
            seed=drawn.seed,
            pool_hash=drawn.pool_hash,
            pool=sorted(pool, key=str.encode),
            recused={code: reasons[code] for code in drawn.recused},
            drawn=list(drawn.drawn),
        )
        Recognition.objects.filter(pk__in=[pool[code] for code in drawn.drawn]).update(drawn=True)
        detail = {"year": year, "pool": len(pool), "drawn": count, "pool_hash": drawn.pool_hash}
        record(
            actor=actor, act="recognition.draw", subject=f"city:{actor.city}", city=actor.city, detail=detail
        )
    return kept


def _waiting(city: str, year: int) -> dict[str, int]:
    """Return the recognitions that wait to be granted and were in no draw of the year, by the subject's code."""
    definition = definition_of(current(city=city, code=recognition_part(city).kind or "").pk)
    states = {code for action in definition.actions if action.verb == Grant.code for code in action.sources}
    earlier = {
        code
        for pool in SpotDraw.objects.filter(city=city, year=year).values_list("pool", flat=True)
        for code in pool
    }
    found = Recognition.objects.filter(year=year, subject__city=city, matter__state__in=states)
    return {code: pk for code, pk in found.values_list("subject__code", "pk") if code not in earlier}
