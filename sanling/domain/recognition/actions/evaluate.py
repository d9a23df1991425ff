"""Evaluate: how each subject of a city stood in a month, by the standard in force; all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from sanling.domain.indicators.tallying import tally
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.evaluating import Moved, Scope, write
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.measures import JUDGED
from sanling.domain.recognition.models import Evaluation, Judged, Standard
from sanling.domain.recognition.settling import mark_due
from sanling.domain.recognition.turns import take_month
from sanling.domain.territory.rules import Level
from sanling.foundation import clock


class NoStandard(LookupError):
    """No standard was published for the city."""


def evaluate(*, city: str, month: date, subjects: Sequence[int] | None = None) -> list[Moved]:
    """Judge a city's month, by its first day, for all subjects or for some; return whose colour changed.

    The same facts give the same rows again, and none is written then. Warnings are settled soon after by the worker.
    Raises `NoStandard`.
    """
    with transaction.atomic():
        take_month(city, month)
        standard = Standard.objects.filter(city=city, retired_at=None).first()
        if standard is None:
            raise NoStandard(city)
        as_of = clock.now()
        part = StandardPart.model_validate(standard.body)
        if subjects is None:
            # A province's month takes minutes, where no other statement may.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
        before = _counties(month, subjects)
        moved = write(Scope(city, Month(month), part, subjects), standard.pk)
        counties = None if before is None else before | (_counties(month, subjects) or set())
        tally(JUDGED, city, month, counties=counties)
        mark_due(city, part, subjects)
        if subjects is None:
            Evaluation.objects.update_or_create(
                city=city, month=month, defaults={"standard": standard, "as_of": as_of}
            )
    return moved


def _counties(month: date, subjects: Sequence[int] | None) -> set[str] | None:
    """Return where some subjects stand that were judged, None where all are meant."""
    if subjects is None:
        return None
    judged = Judged.objects.filter(month=month, subject__in=subjects)
    return {path[: Level.COUNTY] for path in judged.values_list("division", flat=True)}
