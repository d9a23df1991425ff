"""Lost secrets: nothing starts with others, and a loss that is accepted stops only what it must."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanling.supervisor.secrets import NAMES, generate
from tests.faults.installation import PROGRAM, Installation, report, until


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[tuple[Installation, str]]:
    """An installation that has a matter, whose number is given, and stands still."""
    installation = Installation(tmp_path / "data")
    installation.start()
    installation.seed()
    number = installation.system("intake_officer").post("/matters", report()).json["number"]
    # As the worker does within seconds.
    until(lambda: installation.number("select count(*) from audit_auditpending") == 0, 30, "the seals")
    installation.stop()
    yield installation, str(number)
    installation.stop()


def tried(installation: Installation, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def test_nothing_starts_with_other_secrets_and_each_is_named(stopped: tuple[Installation, str]) -> None:
    installation, _number = stopped
    file = installation.data / "secrets.json"
    kept = json.loads(file.read_text())

    file.unlink()
    code, said = tried(installation, "up")
    assert (code, said.count("\n"), "is missing" in said) == (1, 1, True)
    assert not file.exists()

    for name in NAMES:
        other = generate()[name]
        if name == "PRIVACY_KEYS":
            # The name stays, as when new secrets were made under the same one.
            other = f"{kept[name].partition(':')[0]}:{other.partition(':')[2]}"
        file.write_text(json.dumps(kept | {name: other}))
        file.chmod(0o600)
        code, said = tried(installation, "up")
        assert code == 1
        assert re.findall(r"^sanling: .*$", said, re.M) == re.findall(
            rf"^sanling: .*: {name}.* Fix: .*$", said, re.M
        )
        code, said = tried(installation, "doctor")
        assert code == 1
        assert re.search(rf"^broken +keys: {name}.* is another", said, re.M)
        assert "keys: those" not in said
    file.write_text(json.dumps(kept))
    installation.start()
    until(installation.healthy, 60, "the pages")


def test_a_loss_that_is_accepted_leaves_what_was_written_unreadable_and_all_else_at_work(
    stopped: tuple[Installation, str],
) -> None:
    installation, number = stopped
    file = installation.data / "secrets.json"
    kept = json.loads(file.read_text())
    file.unlink()

    installation.start("--accept-loss")
    until(installation.healthy, 60, "the pages")
    assert json.loads(file.read_text()).keys() == kept.keys()

    officer = installation.system("intake_officer")
    assert officer.get(f"/matters/{number}").status == 200
    assert officer.post("/matters", report()).status == 201
    code, said = tried(installation, "audit", "verify")
    assert code == 0, said
    assert "rows were sealed under another key" in said
    code, said = tried(installation, "rotate-keys", "--check")
    assert code == 1
    assert len(re.findall(r"^matters\.Party\.\w+, row \d+: can't be read$", said, re.M)) == 2
    assert "ok     keys: those" in tried(installation, "doctor")[1]

    # The lost key is found after all: it stands behind the new one.
    present = json.loads(file.read_text())
    present["PRIVACY_KEYS"] += f",{kept['PRIVACY_KEYS']}"
    file.write_text(json.dumps(present))
    installation.stop()
    installation.start()
    until(installation.healthy, 60, "the pages")
    assert installation.run("rotate-keys", "--check") == "Every value can be read.\n"
    assert "2 values moved" in installation.run("rotate-keys")
