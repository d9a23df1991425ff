"""Secrets are generated once, read by their owner alone, and never silently replaced."""

import base64
import json
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.supervisor.data_folder import DataFolder, make
from sanling.supervisor.secrets import NAMES, ensure_secrets, generate
from sanling.supervisor.trouble import Trouble


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    make(made)
    return made


def test_the_first_start_generates_them_for_the_owner_alone(folder: DataFolder) -> None:
    ensure_secrets(folder, {})
    path = folder.root / "secrets.json"
    assert path.stat().st_mode & 0o777 == 0o600
    found = json.loads(path.read_text())
    assert set(found) == set(NAMES)
    assert len(base64.b64decode(found["AUDIT_KEY"])) == 32


def test_a_later_start_keeps_them(folder: DataFolder) -> None:
    ensure_secrets(folder, {})
    before = (folder.root / "secrets.json").read_text()
    ensure_secrets(folder, {})
    assert (folder.root / "secrets.json").read_text() == before


def test_no_file_is_written_when_the_environment_gives_them_all(folder: DataFolder) -> None:
    ensure_secrets(folder, {f"SANLING_{name}": value for name, value in generate().items()})
    assert not (folder.root / "secrets.json").exists()


def test_lost_secrets_are_not_replaced_while_data_is_encrypted_with_them(folder: DataFolder) -> None:
    folder.cluster.mkdir()
    with pytest.raises(Trouble, match="restore it from your backup"):
        ensure_secrets(folder, {})


def test_another_file_may_be_named(folder: DataFolder, tmp_path: Path) -> None:
    ensure_secrets(folder, {"SANLING_SECRETS_FILE": str(tmp_path / "elsewhere.json")})
    assert (tmp_path / "elsewhere.json").exists()


@pytest.mark.django_db(transaction=True)
def test_secrets_are_not_made_for_a_database_elsewhere_that_holds_data(folder: DataFolder) -> None:
    record(actor=SystemActor("test"), act="x.y", subject="x:1")
    address = connection.get_connection_params()
    url = make_conninfo(
        **{name: str(address[name]) for name in ("dbname", "user", "host", "port") if name in address}
    )
    with pytest.raises(Trouble, match="restore it from your backup"):
        ensure_secrets(folder, {"DATABASE_URL": url})
    assert not (folder.root / "secrets.json").exists()
