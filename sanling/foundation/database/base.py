"""Django's PostgreSQL, whose pooled connections are looked at, not asked, and whose migrations hold up no reader."""

import logging
import select
import time
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.postgresql import base
from django_zero_downtime_migrations.backends.postgres.schema import DatabaseSchemaEditor
from psycopg import Connection
from psycopg_pool import ConnectionPool

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 2.0
# Not locked in time, cancelled for taking too long, chosen as the victim of a deadlock.
BUSY = frozenset({"55P03", "57014", "40P01"})


class PatientSchemaEditor(DatabaseSchemaEditor):  # type: ignore[misc]  # it has no types
    """Steps back where a table is busy, since who comes after would wait behind it, and tries again for ten minutes.

    Each statement is a transaction of its own, so one that failed has left nothing, or what the library recognises.
    """

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Run a statement; raises OperationalError when its table was busy all the time."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                super().execute(sql, params)
            except OperationalError as error:
                tried = self.connection.in_atomic_block or time.monotonic() > deadline
                if tried or getattr(error.__cause__, "sqlstate", None) not in BUSY:
                    raise
                log.warning("A table is busy, trying again: %s", str(error).splitlines()[0])
                # The library leaves the limits of the statement that failed.
                with self.connection.cursor() as cursor:
                    cursor.execute("reset lock_timeout; reset statement_timeout")
                time.sleep(PAUSE_SECONDS)
            else:
                return


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection from the pool, found dead before it is used if the server has ended it.

    Migrations make indexes concurrently and validate a constraint after it was added, each in its own transaction.
    """

    SchemaEditorClass = PatientSchemaEditor

    @property
    def pool(self) -> "ConnectionPool[Connection[Any]] | None":
        """Return the pool of this process, with our check in the place of a round trip to the server."""
        pool: ConnectionPool[Connection[Any]] | None = super().pool
        if pool is not None and pool._check is not None:  # noqa: SLF001 -- Django names no check of one's own
            pool._check = refuse_ended  # noqa: SLF001
        return pool


def refuse_ended(connection: Connection[Any]) -> None:
    """Raise where the server has ended a connection; asks it only when there is something to read.

    A server that goes away closes its end, and an idle connection has nothing else to say. One that vanishes without a
    word is noticed by the next query, which a check would have had to wait for as well.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)


def forget_pool() -> None:
    """Close the connections of this process, before others are forked off it."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    wrapper.close()
    if isinstance(wrapper, DatabaseWrapper):
        wrapper.close_pool()
