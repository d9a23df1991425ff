"""A migration of a city at work holds up no reader: what Django writes is made so, what we write is looked at."""

import re
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from pytest_django import Settings

from tests.house.sources import listed

# The last migration of each room that was there before the first city; a room's first one makes its tables anyway.
BEFORE = {"accounts": 2, "audit": 2, "delivery": 3, "matters": 2}
LOCKS = re.compile(r"\b(alter table|create trigger|drop (table|index|trigger)|rename to)\b", re.I)
BLOCKS = {
    "make the index concurrently": r"create (unique )?index (?!concurrently)|reindex (?!\w+ concurrently)",
    "add the constraint NOT VALID, then validate it": r"add constraint (?!.*(not valid|using index))",
    "that reads or rewrites the whole table under a lock": (
        r"alter column \S+ (set data )?type|set not null|generated always|set (un)?logged|set tablespace"
    ),
    "that locks the whole table": r"\b(lock table|vacuum full|cluster|truncate)\b",
}


def blocking(sql: str) -> Iterator[str]:
    """Yield what is wrong with a statement of our own on a table in use."""
    plain = " ".join(re.sub(r"--[^\n]*", "", sql).split())
    for statement in plain.split(";"):
        yield from (why for why, pattern in BLOCKS.items() if re.search(pattern, statement, re.I))
    if LOCKS.search(plain) and "lock_timeout" not in plain.lower():
        yield "set lock_timeout before it, so that `sanling migrate` steps back and tries again"


def own_sql(operations: Sequence[Operation]) -> Iterator[str]:
    """Yield the statements that were written by hand."""
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from own_sql(operation.database_operations)
        elif isinstance(operation, RunSQL):
            parts = [operation.sql] if isinstance(operation.sql, str) else operation.sql
            yield ";".join(part if isinstance(part, str) else part[0] for part in parts)


def later(loader: MigrationLoader) -> list[Migration]:
    """Return our migrations that may meet a city's full tables."""
    return [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if migration.__module__.startswith("sanling.") and int(name[:4]) > BEFORE.get(app, 1)
    ]


@pytest.mark.django_db
def test_no_migration_holds_up_who_reads(settings: Settings) -> None:
    # What can't be done without a long lock is then refused, with what to do instead.
    settings.ZERO_DOWNTIME_MIGRATIONS_RAISE_FOR_UNSAFE = True
    with connection.cursor() as cursor:
        # All are read in one transaction, which on a busy machine takes long and asks nothing meanwhile.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    loader = MigrationLoader(connection)
    found: dict[str, str] = {}
    for migration in later(loader):
        loader.collect_sql([(migration, False)])
        for sql in own_sql(migration.operations):
            found |= {f"{migration}: {sql[:80]}": why for why in blocking(sql)}
    assert not found, listed(found)


@pytest.mark.parametrize(
    ("sql", "clean"),
    [
        ("CREATE INDEX a ON matters_matter (kind)", False),
        ("CREATE INDEX CONCURRENTLY a ON matters_matter (kind)", True),
        ("SET lock_timeout = '1s'; ALTER TABLE matters_matter ADD CONSTRAINT a CHECK (scale > 0)", False),
        ("SET lock_timeout = '1s'; ALTER TABLE m ADD CONSTRAINT a CHECK (scale > 0) NOT VALID", True),
        ("ALTER TABLE matters_matter VALIDATE CONSTRAINT a", False),
        ("SET lock_timeout = '1s'; ALTER TABLE matters_matter ALTER COLUMN scale TYPE bigint", False),
        ("LOCK TABLE matters_matter", False),
        ("UPDATE matters_matter SET scale = 2 WHERE id < 1000", True),
    ],
)
def test_statements_of_our_own_are_told_apart(sql: str, clean: bool) -> None:
    assert (not list(blocking(sql))) == clean
