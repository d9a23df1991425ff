"""What is no backup, or does not fit, is refused in one line before anything is touched (the rest: tests/faults)."""

import json
import os
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from sanling.interfaces.console import archive, backup, restore
from sanling.supervisor.trouble import Trouble


def test_a_folder_that_holds_something_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    done = CliRunner().invoke(backup.command, [str(tmp_path)])
    assert isinstance(done.exception, Trouble)
    assert "is not empty" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.django_db
def test_nobody_else_reads_a_backup_though_its_folder_was_made_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(_connection: object, dest: Path) -> archive.Manifest:
        (dest / archive.FILES).mkdir()
        made(dest)
        subprocess.run(["touch", str(dest / "by a program")], check=True)
        return archive.read_manifest(dest)

    monkeypatch.setattr(backup, "connect", nullcontext)
    monkeypatch.setattr(backup, "_copy", copy)
    tmp_path.chmod(0o755)
    usual = os.umask(0o022)
    try:
        done = CliRunner().invoke(backup.command, [str(tmp_path)])
    finally:
        after = os.umask(usual)
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
    assert after == 0o022


@pytest.mark.parametrize("manifest", [None, "{", "{}", '{"format": 1}'])
def test_a_backup_that_was_not_finished_is_refused(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    done = CliRunner().invoke(restore.command, [str(tmp_path)])
    assert "holds no finished backup" in str(done.exception)


def made(folder: Path, **changes: object) -> None:
    (folder / archive.DUMP).write_bytes(b"dump")
    whole = {
        "format": 1,
        "at": "2026-11-22T00:00:00+00:00",
        "mode": "real",
        "profile": "zhengzhou",
        "server": 18,
        "counts": {},
        "files": 0,
        "audit_position": 0,
        "audit_mac": "",
        "keys": archive.key_marks(),
        "dump_sha256": archive.digest(folder / archive.DUMP),
    }
    (folder / archive.MANIFEST).write_text(json.dumps({**whole, **changes}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 2}, "restore it with the release that made it"),
        ({"dump_sha256": "0" * 64}, "is damaged"),
        (
            {"keys": {"AUDIT_KEY": "0" * 16}},
            "The secrets here are not those of the backup (AUDIT_KEY differs)",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], said: str
) -> None:
    monkeypatch.setenv("SANLING_DATA", str(tmp_path / "data"))
    made(tmp_path, **changes)
    done = CliRunner().invoke(restore.command, [str(tmp_path)])
    assert said in str(done.exception)
    assert not (tmp_path / "data" / "mode").exists()


def test_a_mark_of_a_key_does_not_give_it_away(settings: Settings) -> None:
    marks = archive.key_marks()
    assert {
        "AUDIT_KEY",
        "BLIND_INDEX_KEY",
        f"PRIVACY_KEYS {next(iter(settings.PRIVACY_KEYS))}",
    } <= marks.keys()
    assert all(len(mark) == 16 for mark in marks.values())
