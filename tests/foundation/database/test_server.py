"""A server, or a role on it, that can't take our tables is told in one line with its fix."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from sanling.foundation.configuration import line
from sanling.foundation.database.server import ASKED, Server, check_server, judge

GOOD = Server(150018, "UTF8", "city", "sanling", "sanling", True, True, False, True, None)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({}, None),
        ({"version": 140012}, "PostgreSQL 14 is too old. Fix: use a server of version 15 or later."),
        ({"encoding": "SQL_ASCII"}, "Fix: make it anew by: createdb -O sanling -E UTF8 -T template0 city"),
        ({"may_create": False, "owner": "postgres"}, "psql -c 'alter database city owner to sanling'"),
        ({"may_create": False}, "psql city -c 'alter schema public owner to pg_database_owner'"),
        ({"in_public": False}, "psql -c 'alter role sanling set search_path to public'"),
        ({"has_plpgsql": False}, "psql city -c 'create extension plpgsql'"),
        ({"tables_of": "old"}, "connect as old, or: reassign owned by old to sanling"),
        ({"is_superuser": True, "owner": "other"}, "sanling is a superuser"),
    ],
)
def test_what_hinders_is_told_with_its_fix(odd: dict[str, object], said: str | None) -> None:
    lines = [line(message) for message in judge(replace(GOOD, **odd))]  # type: ignore[arg-type]
    assert len(lines) == (said is not None)
    assert said is None or said in lines[0]


@pytest.mark.django_db
def test_the_tests_own_server_takes_them() -> None:
    assert check_server() == []


@contextmanager
def made(*statements: str) -> Iterator[str]:
    """Make a plain role and a database with it on the tests' server, and give its address."""
    parts = connection.get_connection_params()
    url = make_conninfo(**{k: str(parts[k]) for k in ("user", "host", "port", "password") if parts.get(k)})
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as server:
        # Roles are the whole server's, where another process of these tests may be making them.
        server.execute("select pg_advisory_lock(hashtext('plain'))")
        server.execute("create role plain login; create role other")
        try:
            for statement in statements:
                server.execute(statement.encode())
            yield make_conninfo(url, dbname="plain", user="plain", client_encoding="utf8")
        finally:
            server.execute("drop database if exists plain with (force)")
            server.execute("drop role plain")
            server.execute("drop role other")


def found(address: str) -> list[str]:
    with psycopg.connect(address) as plain:
        return [line(message) for message in judge(Server(*(plain.execute(ASKED).fetchone() or ())))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("owner plain encoding 'UTF8' template template0", None),
        ("owner other encoding 'UTF8' template template0", "owner to plain'"),
        (
            "owner plain encoding 'SQL_ASCII' locale 'C' template template0",
            "is encoded in SQL_ASCII, not in UTF8",
        ),
    ],
)
def test_a_real_server_says_whether_a_role_may_make_tables(how: str, said: str | None) -> None:
    with made(f"create database plain {how}") as address:
        lines = found(address)
    assert len(lines) == (said is not None)
    assert said is None or said in lines[0]


@pytest.mark.django_db(transaction=True)
def test_tables_of_another_role_are_named_with_it() -> None:
    with made("create database plain owner plain template template0") as address:
        admin = make_conninfo(address, user=str(connection.get_connection_params()["user"]))
        with psycopg.connect(admin) as server:
            server.execute("create table public.x (); alter table public.x owner to other")
        (told,) = found(address)
        with psycopg.connect(admin) as server:
            server.execute("drop table public.x")
    assert told.startswith(
        "Tables in plain belong to other, and plain can't change them. Fix: connect as other"
    )
