"""An act leaves one row in its transaction, and the row stays."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.audit.record import NewAuditRow, record, record_many
from sanling.foundation.clock import turned

TIMER = SystemActor("timer")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.mark.django_db
def test_an_act_is_recorded_and_waits_for_its_seal() -> None:
    with turned(NOON):
        row = record(actor=TIMER, act="matter.warn", subject="matter:1", city="4101", detail={"n": 1})
    row.refresh_from_db()
    assert (row.at, row.actor_kind, row.actor_key) == (NOON, "system", "system:timer")
    assert (row.act, row.subject, row.city, row.detail) == ("matter.warn", "matter:1", "4101", {"n": 1})
    assert AuditPending.objects.get().row_id == row.pk


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_leaves_no_row() -> None:
    with transaction.atomic():
        record(actor=TIMER, act="matter.warn", subject="matter:1")
        transaction.set_rollback(True)
    assert not AuditRow.objects.exists()


@pytest.mark.django_db
def test_many_acts_take_two_statements() -> None:
    new = [NewAuditRow(actor=TIMER, act="a", subject=f"s:{n}") for n in range(50)]
    with CaptureQueriesContext(connection) as queries:
        keys = record_many(new)
    assert sum(query["sql"].startswith(("INSERT", "COPY")) for query in queries) == 2
    rows = AuditRow.objects.in_bulk(keys)
    assert [rows[key].subject for key in keys] == [f"s:{n}" for n in range(50)]
    assert {pending.row_id for pending in AuditPending.objects.all()} == set(keys)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE audit_auditrow SET act = 'x'", "DELETE FROM audit_auditrow"])
def test_the_database_refuses_to_change_or_remove_a_row(change: str) -> None:
    record(actor=TIMER, act="a", subject="s")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
