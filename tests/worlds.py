"""The databases that tests begin in: an empty one, and copies of it in which the test city is laid out already.

Laying out the city, its cast and its workflows takes a quarter of a second, more than most tests do, so each process
does it once (`lays`). A test begins in the database where all is that its fixtures lay out, and what it changes is
rolled back. A test that commits gets a copy, thrown away after it: that takes PostgreSQL a fraction of what emptying
all tables does.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from sanling.foundation.database.base import forget_pool

# The fixtures of which there are databases, in the order in which they lay things out.
_LAYERS: dict[str, Callable[[], None]] = {}
_present: set[str] = set()
# Each copy counts from elsewhere: what never changes is remembered by its key as long as a process runs.
_KEYS_APART = 1_000_000
_COUNT_FROM = """
    DO $$ DECLARE counter regclass; BEGIN
        FOR counter IN SELECT oid FROM pg_class WHERE relkind = 'S' LOOP PERFORM setval(counter, {}); END LOOP;
    END $$
"""


def lays(lay: Callable[[], None]) -> Callable[..., None]:
    """Make a fixture of what lays something out: whoever asks for it begins where that has been done."""
    name = lay.__name__
    _LAYERS[name] = lay

    @pytest.fixture(name=name)
    def laid(db: None) -> None:
        # Unless the test asked for it only while it ran.
        if name not in _present:
            lay()

    return laid


class World:
    """A database, and the connections to it."""

    def __init__(self, name: str) -> None:
        """Name the database."""
        self.name = name
        self._wrapper: Any = connections.create_connection(DEFAULT_DB_ALIAS)
        self._pools: dict[str, Any] = {}

    def enter(self) -> None:
        """Let all that speak to the database speak to this one, until another is entered."""
        connections[DEFAULT_DB_ALIAS] = self._wrapper
        # Other threads make connections of their own.
        connections.settings[DEFAULT_DB_ALIAS]["NAME"] = self.name
        DatabaseWrapper._connection_pools = self._pools  # type: ignore[attr-defined]

    def leave(self) -> None:
        """End this process's connections, so that the database may be copied or dropped."""
        self.enter()
        forget_pool()


class Worlds:
    """The databases of a process that runs tests, each made when it is first asked for."""

    def __init__(self, origin: World) -> None:
        """Copy all from one that nobody changes."""
        self._origin = origin
        self._made: dict[tuple[str, ...], World] = {}
        self._copies = 0

    def with_layers(self, fixtures: Collection[str]) -> World:
        """Return the database in which what some fixtures lay out is there, and nothing else."""
        layers = tuple(name for name in _LAYERS if name in fixtures)
        if layers not in self._made:
            made = self.copy(self.with_layers(layers[:-1]) if layers else self._origin)
            if layers:
                with transaction.atomic():
                    _LAYERS[layers[-1]]()
            self._made[layers] = made
        return self._made[layers]

    def copy(self, world: World) -> World:
        """Copy a database, and enter the copy."""
        world.leave()
        self._copies += 1
        copy = World(f"{self._origin.name}_{self._copies}")
        _run(f'CREATE DATABASE "{copy.name}" TEMPLATE "{world.name}"')
        copy.enter()
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_FROM.format(self._copies * _KEYS_APART))
        return copy

    def drop(self, world: World) -> None:
        """Drop a database, whoever else is connected with it."""
        world.leave()
        _run(f'DROP DATABASE "{world.name}" WITH (FORCE)')

    def drop_all(self) -> None:
        """Drop all that were kept, and go back to what they were copied from."""
        for world in self._made.values():
            self.drop(world)
        self._origin.enter()


def _run(statement: str) -> None:
    # As Django makes and drops databases.
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(scope="session")
def worlds(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Worlds]:
    """Make the databases that this session's tests begin in, before any test has changed how things are."""
    with django_db_blocker.unblock():
        forget_pool()
        made = Worlds(World(connection.settings_dict["NAME"]))
        for item in request.session.items:
            made.with_layers(getattr(item, "fixturenames", ()))
    yield made
    with django_db_blocker.unblock():
        made.drop_all()


@pytest.fixture
def _world(
    request: pytest.FixtureRequest, worlds: Worlds, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let the test begin in the database that its fixtures ask for."""
    asked = set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in asked
    with django_db_blocker.unblock():
        world = worlds.with_layers(asked)
        if commits:
            world = worlds.copy(world)
    world.enter()
    _present.update(asked)
    yield
    _present.clear()
    if commits:
        with django_db_blocker.unblock():
            worlds.drop(world)


@pytest.fixture
def _django_db_helper(_world: None, _django_db_helper: None) -> None:
    """Do what pytest-django does before and after a test in the test's own database."""


# A database that was committed to is thrown away, not emptied.
TransactionTestCase._fixture_teardown = lambda _case: None  # type: ignore[attr-defined]
