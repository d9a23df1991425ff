"""Uploads are shown to a malware scanner that speaks ClamAV's protocol, where there is one."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from pytest_django import Settings

from sanling.env import ConfigurationError, env_address
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.files import scanner
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.scanner import ScannerAway, malware_in, scanner_version
from sanling.foundation.files.store import Refused, store
from tests.foundation.files import samples
from tests.foundation.files.clamd import MALWARE, Babbling, Session, Silent, running

pytestmark = pytest.mark.django_db
VISITOR = SystemActor("test")


@pytest.fixture(params=["tcp", "unix"])
def daemon(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    # A socket's path must be short.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clamd.sock" if request.param == "unix" else None
        with running(path=path) as address:
            settings.CLAMD = address
            yield


def keep(data: bytes) -> StoredFile:
    return store(stream=io.BytesIO(data), name="a", actor=VISITOR, city="4101")


@pytest.mark.usefixtures("daemon")
def test_what_is_clean_is_kept() -> None:
    assert keep(samples.PDF).media_type == "application/pdf"
    assert keep(b"a" * 300_000).size == 300_000


@pytest.mark.usefixtures("daemon")
@pytest.mark.parametrize("before", [0, 200_000], ids=["at once", "after several chunks"])
def test_malware_is_refused_in_clear_words_and_recorded(root: Path, before: int) -> None:
    with pytest.raises(Refused) as refused:
        keep(b"a" * before + MALWARE)
    assert refused.value.code == "infected"
    assert "恶意" in refused.value.message
    row = AuditRow.objects.get(act="file.refuse_infected")
    assert (row.actor_key, row.city, row.detail["malware"]) == (VISITOR.key, "4101", "Test.Malware")
    assert len(row.detail["sha256"]) == 64
    assert not StoredFile.objects.exists()
    assert not [path for path in root.rglob("*") if path.is_file() and path.name != "lock"]


@pytest.mark.usefixtures("daemon")
def test_the_daemon_tells_its_version() -> None:
    assert scanner_version().startswith("ClamAV 1.4.3/27800/")


def test_without_a_daemon_uploads_are_refused_unless_it_is_not_required(settings: Settings) -> None:
    settings.CLAMD, settings.CLAMD_REQUIRED = ("127.0.0.1", 1), True
    with pytest.raises(Refused) as refused:
        keep(samples.PDF)
    assert refused.value.code == "unchecked"
    settings.CLAMD_REQUIRED = False
    assert keep(samples.PDF).size == len(samples.PDF)


def test_a_socket_that_is_not_there_is_a_daemon_that_is_away(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "none.sock")
    with pytest.raises(ScannerAway):
        scanner_version()


@pytest.mark.parametrize(("session", "said"), [(Silent, "timed out|too long"), (Babbling, "UNKNOWN COMMAND")])
def test_no_verdict_is_not_taken_for_a_clean_one(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: type[Session], said: str
) -> None:
    monkeypatch.setattr(scanner, "SCAN_SECONDS", 0.5)
    file = tmp_path / "file"
    file.write_bytes(b"a" * 1000)
    with running(session) as settings.CLAMD:
        begun = monotonic()
        with pytest.raises(ScannerAway, match=said):
            malware_in(file)
        assert monotonic() - begun < 5


def test_more_than_the_daemon_takes_is_not_taken_for_clean(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"a" * (8 << 20))
    with running() as settings.CLAMD, pytest.raises(ScannerAway, match=r"size limit|reset|[Bb]roken"):
        malware_in(file)


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("", None),
        ("clamd:3310", ("clamd", 3310)),
        ("[::1]:3310", ("::1", 3310)),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_an_address_is_host_and_port_or_a_sockets_path(
    monkeypatch: pytest.MonkeyPatch, raw: str, address: object
) -> None:
    monkeypatch.setenv("SANLING_CLAMD", raw)
    assert env_address("SANLING_CLAMD") == address


@pytest.mark.parametrize("raw", ["clamd", "clamd:", ":3310", "clamd:99999", "unix:relative", "clamd:x"])
def test_a_malformed_address_is_said(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("SANLING_CLAMD", raw)
    with pytest.raises(ConfigurationError, match="write host:port or unix:/path"):
        env_address("SANLING_CLAMD")
