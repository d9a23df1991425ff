"""Secrets are made once for several machines, read by their owner alone, and nothing serves without them."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from sanling.supervisor.environment import read_settings
from sanling.supervisor.secrets import NAMES
from tests.interfaces.console.test_settings import PROGRAM, real, run

pytestmark = pytest.mark.slow


def test_they_are_printed_as_lines_that_both_machines_read_alike(tmp_path: Path) -> None:
    done = run("secrets", SANLING_DATA=str(tmp_path))
    assert done.returncode == 0
    found = read_settings(done.stdout)
    assert set(found) == {f"SANLING_{name}" for name in NAMES}
    assert not list(tmp_path.iterdir())
    assert run("manage", "check", **{**real(tmp_path), **found}).returncode == 0


def test_they_are_added_to_a_file_that_its_owner_alone_reads_then_and_are_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "sanling.env"
    file.write_text("SANLING_PROFILE=zhengzhou")
    file.chmod(0o644)
    done = run("secrets", "--to", str(file), SANLING_DATA=str(tmp_path / "data"))
    assert done.returncode == 0
    found = read_settings(file.read_text())
    assert found.keys() == {"SANLING_PROFILE", *(f"SANLING_{name}" for name in NAMES)}
    assert found["SANLING_PROFILE"] == "zhengzhou"
    assert file.stat().st_mode & 0o777 == 0o600
    assert not any(found[f"SANLING_{name}"] in done.stdout + done.stderr for name in NAMES)
    again = run("secrets", "--to", str(file), SANLING_DATA=str(tmp_path / "data"))
    assert again.returncode == 1
    assert "has a SANLING_SECRET_KEY already" in again.stderr
    assert read_settings(file.read_text()) == found


def test_where_they_are_there_already_a_second_machine_gets_the_same(tmp_path: Path) -> None:
    first = read_settings(run("secrets", SANLING_DATA=str(tmp_path)).stdout)
    assert read_settings(run("secrets", SANLING_DATA=str(tmp_path), **first).stdout) == first
    some = {name: value for name, value in first.items() if name != "SANLING_AUDIT_KEY"}
    done = run("secrets", SANLING_DATA=str(tmp_path), **some)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no AUDIT_KEY" in done.stderr


@pytest.mark.parametrize("program", ["web", "worker", "migrate"])
def test_nothing_serves_without_them_and_each_missing_one_is_named(tmp_path: Path, program: str) -> None:
    bare = {
        name: "" if name.removeprefix("SANLING_") in NAMES else said for name, said in real(tmp_path).items()
    }
    done = run(program, **bare)
    assert done.returncode == os.EX_CONFIG
    lines = done.stderr.splitlines()
    assert all(line.startswith("sanling: ") and " Fix: " in line for line in lines)
    assert all(any(f"SANLING_{name}" in line for line in lines) for name in NAMES)


def test_they_are_never_printed_into_the_systems_log(tmp_path: Path) -> None:
    ours, journal = socket.socketpair()
    with ours, journal:
        found = os.fstat(journal.fileno())
        told = {"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}", "SANLING_DATA": str(tmp_path)}
        done = subprocess.run(
            [*PROGRAM, "secrets"],
            env={**os.environ, **told},
            stdout=journal.fileno(),
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        journal.shutdown(socket.SHUT_WR)
        assert ours.recv(1) == b""
    assert done.returncode == 1
    assert done.stderr.startswith(
        "sanling: What is printed here goes to the system's log. Fix: write them by --to FILE."
    )
