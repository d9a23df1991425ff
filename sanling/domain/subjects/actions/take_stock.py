"""Take stock: a department has gone through its subjects of a month, all its counties and sectors in one act."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import takes_stock
from sanling.domain.subjects.completeness import completeness
from sanling.domain.subjects.models import Stocktaking
from sanling.foundation import clock
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.days import today


def take_stock(*, actor: Viewer, month: date, expected: Mapping[tuple[str, str], int]) -> int:
    """Confirm a month that has begun, by how many there are to be by county and line; return how many are new.

    What was said before in the same words is not said again. Raises ``PermissionDenied`` for what isn't the actor's,
    ``ValueError`` for a month that is yet to come.
    """
    if month > today():
        raise ValueError(month)
    if not all(takes_stock(actor, county, line) for county, line in expected):
        raise PermissionDenied
    with transaction.atomic():
        standing = {(row.county, row.line): row for row in completeness(actor, month)}
        now = clock.now()
        said = []
        for (county, line), number in expected.items():
            row = standing.get((county, line))
            if row is None or row.confirmed_at is None or row.expected != number:
                counted = {"expected": number, "entered": row.entered if row else 0}
                said.append(
                    Stocktaking(month=month, division_id=county, line=line, by=actor.key, at=now, **counted)
                )
        insert_many(Stocktaking, said)
        record_many(_audit_row(actor, row) for row in said)
    return len(said)


def _audit_row(actor: Viewer, row: Stocktaking) -> NewAuditRow:
    detail = {
        "month": f"{row.month:%Y-%m}",
        "line": row.line,
        "expected": row.expected,
        "entered": row.entered,
    }
    subject = f"division:{row.division_id}"
    return NewAuditRow(
        actor=actor, act="subjects.take_stock", subject=subject, city=row.division_id[:4], detail=detail
    )
