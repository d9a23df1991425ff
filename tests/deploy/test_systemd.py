"""systemd understands each of the shipped units, and they run commands that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sanling.interfaces.console.main import COMMANDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("/opt/sanling/.venv/bin/sanling", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "sanling" in line]
    assert not found, found


@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name
)
def test_units_run_commands_that_there_are(unit: Path) -> None:
    (command,) = re.findall(r"bin/sanling (\w+)", unit.read_text())
    assert command in COMMANDS
    assert "EnvironmentFile=/etc/sanling.env" in unit.read_text()
