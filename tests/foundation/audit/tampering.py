"""What the tests of the sealed chain do to it."""

from django.db import connection, transaction

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.audit.verify import Tampering, verify

TIMER = SystemActor("timer")


def write(count: int = 10, detail: dict[str, object] | None = None) -> list[int]:
    return record_many(
        NewAuditRow(
            actor=TIMER, act="matter.warn", subject=f"matter:{n}", city="4101", detail=detail or {"n": n}
        )
        for n in range(count)
    )


def tamper(*statements: str) -> None:
    """Do to the database what its superuser can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def found() -> list[tuple[Tampering, int | None, int | None]]:
    return [(finding.kind, finding.position, finding.row_id) for finding in verify().findings]
