"""Retire: a poster comes down; what was reported by it keeps its place."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, QuerySet

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.rules import city_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.lookups import AnyOf


def retire_code_point(*, actor: Actor, code_point: CodePoint) -> None:
    """End a code point now; one that has ended already stays as it is."""
    _retire(actor, CodePoint.objects.filter(pk=code_point.pk))


def retire_codes_of(*, actor: Actor, city: str, of: Collection[str]) -> None:
    """End the code points of what is gone or lies elsewhere, by its codes in the list of another room."""
    # Without any there is no query.
    if of:
        # Its index holds what isn't empty.
        named = CodePoint.objects.filter(AnyOf(F("of"), list(of)), division__path__startswith=city)
        _retire(actor, named.exclude(of=""))


def _retire(actor: Actor, points: QuerySet[CodePoint]) -> None:
    with transaction.atomic():
        hanging = list(points.filter(retired_at=None).select_for_update(of=("self",)).order_by("pk"))
        CodePoint.objects.filter(pk__in=[point.pk for point in hanging]).update(retired_at=clock.now())
        record_many(
            NewAuditRow(
                actor=actor,
                act="territory.retire_code_point",
                subject=f"code_point:{point.pk}",
                city=city_of(point.division_id),
                detail={"code": point.code},
            )
            for point in hanging
        )
