"""The operations page alone leads from a bare machine to a first archived matter."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WALK = Path(__file__).with_name("bare_walk.py")
APART = ("unshare", "--mount", "--net")
# Debian's own, as a bare machine has it.
PYTHON = "/usr/bin/python3"
pytestmark = pytest.mark.bare


def test_whoever_follows_the_operations_page_has_a_city_that_archives_its_first_matter(
    room: Path,
) -> None:
    if os.geteuid() or not Path("/etc/debian_version").exists():
        pytest.skip("This is no Debian, or not its root.")
    if subprocess.run([*APART, "true"], capture_output=True, check=False).returncode:
        pytest.skip("Namespaces can't be made here.")
    done = subprocess.run(
        [*APART, PYTHON, "-I", WALK, ROOT, room], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
