"""Retire: a poster comes down; what was reported by it keeps its place."""

from django.db import transaction

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.rules import city_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def retire_code_point(*, actor: Actor, code_point: CodePoint) -> None:
    """End a code point now; one that has ended already stays as it is."""
    with transaction.atomic():
        ended = CodePoint.objects.filter(pk=code_point.pk, retired_at=None).update(retired_at=clock.now())
        if ended:
            record(
                actor=actor,
                act="territory.retire_code_point",
                subject=f"code_point:{code_point.pk}",
                city=city_of(code_point.division_id),
                detail={"code": code_point.code},
            )
