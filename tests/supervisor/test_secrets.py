"""Secrets are generated once, read by their owner alone, and never silently replaced."""

import base64
import json
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.supervisor.place import Place, make
from sanling.supervisor.secrets import NAMES, ensure_secrets, generate
from sanling.supervisor.trouble import Trouble


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data")
    make(made)
    return made


def test_the_first_start_generates_them_for_the_owner_alone(place: Place) -> None:
    ensure_secrets(place, {})
    path = place.root / "secrets.json"
    assert path.stat().st_mode & 0o777 == 0o600
    found = json.loads(path.read_text())
    assert set(found) == set(NAMES)
    assert len(base64.b64decode(found["AUDIT_KEY"])) == 32


def test_a_later_start_keeps_them(place: Place) -> None:
    ensure_secrets(place, {})
    before = (place.root / "secrets.json").read_text()
    ensure_secrets(place, {})
    assert (place.root / "secrets.json").read_text() == before


def test_no_file_is_written_when_the_environment_gives_them_all(place: Place) -> None:
    ensure_secrets(place, {f"SANLING_{name}": value for name, value in generate().items()})
    assert not (place.root / "secrets.json").exists()


def test_lost_secrets_are_not_replaced_while_data_is_encrypted_with_them(place: Place) -> None:
    place.cluster.mkdir()
    with pytest.raises(Trouble, match="restore it from your backup"):
        ensure_secrets(place, {})


def test_another_file_may_be_named(place: Place, tmp_path: Path) -> None:
    ensure_secrets(place, {"SANLING_SECRETS_FILE": str(tmp_path / "elsewhere.json")})
    assert (tmp_path / "elsewhere.json").exists()


@pytest.mark.django_db(transaction=True)
def test_secrets_are_not_made_for_a_database_elsewhere_that_holds_data(place: Place) -> None:
    record(actor=SystemActor("test"), act="x.y", subject="x:1")
    address = connection.get_connection_params()
    url = make_conninfo(
        **{name: str(address[name]) for name in ("dbname", "user", "host", "port") if name in address}
    )
    with pytest.raises(Trouble, match="restore it from your backup"):
        ensure_secrets(place, {"DATABASE_URL": url})
    assert not (place.root / "secrets.json").exists()
