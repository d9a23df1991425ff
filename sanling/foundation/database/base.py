"""Django's PostgreSQL, whose pooled connections are looked at, not asked, and whose migrations hold up no reader."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django_zero_downtime_migrations.backends.postgres.schema import DatabaseSchemaEditor
from psycopg import Connection
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection from the pool, found dead before it is used if the server has ended it.

    Migrations make indexes concurrently and validate a constraint after it was added, each in its own transaction.
    """

    SchemaEditorClass = DatabaseSchemaEditor

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
