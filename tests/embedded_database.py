"""Gives the tests a folder with secrets and, unless DATABASE_URL names a server, an embedded PostgreSQL of their own.

Loaded by ``-p`` before Django's settings are; with xdist the workers inherit what the first process has set up.
"""

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from sanling.supervisor.child import Child
from sanling.supervisor.data_folder import DataFolder, make
from sanling.supervisor.postgres import Cluster, prepare
from sanling.supervisor.secrets import ensure_secrets

# Nothing in a test's database need survive a power cut.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "256MB"}
# Who asks for one of these reaches the server.
REACHING = frozenset({"_django_db_helper", "db", "transactional_db", "server"})

_started: list[Child] = []
_folders: list[Path] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Prepare the environment once, in the process that the others descend from."""
    if "SANLING_TEST_DATA" in os.environ:
        return
    # Requests of the test client come over plain http.
    os.environ.setdefault("SANLING_HTTPS", "0")
    os.environ.setdefault("SANLING_PROFILE", "zhengzhou")
    folder = Path(tempfile.mkdtemp(prefix="sanling-test-"))
    folder.chmod(0o711)
    _folders.append(folder)
    # Not at pytest's own end, which doesn't come when a conftest can't be imported.
    atexit.register(clear_up, os.getpid())
    data = DataFolder(folder)
    make(data)
    ensure_secrets(data, {})
    os.environ["SANLING_TEST_DATA"] = os.environ["SANLING_DATA"] = str(folder)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_server(data)


def start_server(data: DataFolder) -> str:
    """Start a server in a folder and return the address of a database that the tests may create."""
    made = prepare(data)
    cluster = Cluster(made.folder, made.account, {**made.settings, **HASTY})
    child = Child(cluster.spec(os.environ))
    child.start()
    _started.append(child)
    deadline = time.monotonic() + 30
    while not cluster.serves():
        if child.ended() or time.monotonic() > deadline:
            raise RuntimeError((data.logs / "postgres.log").read_text())
        time.sleep(0.02)
    with psycopg.connect(cluster.superuser_url(), autocommit=True) as connection:
        # Tests make databases, and tamper as only a superuser can; tests of `sanling up` use the plain role.
        connection.execute("alter role sanling superuser")
    return data.embedded_url()


def clear_up(owner: int) -> None:
    """Stop the server and remove its folder, in the process that made them."""
    if os.getpid() != owner:
        return
    for child in _started:
        child.stop()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server() -> str:
    """Return the address of the server that the tests run on, for a test that speaks to it by a way of its own."""
    return os.environ["DATABASE_URL"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that reach a database: `make integration` leaves out what can't differ from server to server.

    pytest-django lets no other test reach one.
    """
    for item in items:
        if item.get_closest_marker("django_db") or REACHING.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")
