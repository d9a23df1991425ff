"""What has been done to a database already, remembered inside it, so that the mark lives and dies with the data."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from sanling.supervisor.address import database_away
from sanling.supervisor.data_folder import CHECKOUT

TABLE = "create table if not exists sanling_setup (name text primary key, value text not null)"


def read(url: str) -> dict[str, str]:
    """Return all marks of a database; creates their table at the first look."""
    with _connected(url) as connection:
        connection.execute(TABLE)
        return dict(connection.execute("select name, value from sanling_setup").fetchall())


def write(url: str, marks: dict[str, str]) -> None:
    """Set marks of a database."""
    statement = (
        "insert into sanling_setup (name, value) values (%s, %s) "
        "on conflict (name) do update set value = excluded.value"
    )
    with _connected(url) as connection:
        connection.execute(TABLE)
        connection.cursor().executemany(statement, list(marks.items()))


def holds_data(url: str) -> bool:
    """Tell whether anything was ever done in a database: then its secrets exist, and others must not be made."""
    with _connected(url) as connection:
        return any(_has_rows(connection, table) for table in ("keys_keymark", "audit_auditrow"))


def _has_rows(connection: psycopg.Connection[tuple[str, str]], table: str) -> bool:
    there = connection.execute("select to_regclass(%s)::text", [table]).fetchone()
    if there is None or there[0] is None:
        return False
    return (
        connection.execute(sql.SQL("select from {} limit 1").format(sql.Identifier(table))).fetchone()
        is not None
    )


def migrations_digest() -> str:
    """Return a digest of all migrations: ours by content, other packages' by their locked releases."""
    digest = hashlib.sha256()
    ours = sorted((CHECKOUT / "sanling").glob("*/*/migrations/*.py"))
    # In a checkout, or in what was installed from a wheel.
    locks = CHECKOUT / "requirements" / "runtime.txt", CHECKOUT / "sanling" / "runtime.txt"
    for path in [*ours, *(lock for lock in locks if lock.exists())]:
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[tuple[str, str]]]:
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise database_away(error) from error
