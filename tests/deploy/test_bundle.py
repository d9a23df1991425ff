"""The bundle alone brings a city up where there is no network, and says what is wrong where it can't."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from sanling import __version__

ROOT = Path(__file__).resolve().parents[2]
WALK = Path(__file__).with_name("offline_walk.py")
# A network of its own with nothing in it but the loopback, as whoever runs the test.
AS_USER = () if os.geteuid() == 0 else ("--map-current-user", "--keep-caps")
CUT = ("unshare", "--net", *AS_USER, "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
pytestmark = pytest.mark.offline


@pytest.fixture(scope="module")
def bundle() -> Path:
    """Return the archive that `make bundle` has made."""
    (found,) = (ROOT / "dist").glob(f"sanling-{__version__}-*.tar.gz")
    return found


def test_a_city_is_set_up_from_the_bundle_alone_where_there_is_no_network(bundle: Path, room: Path) -> None:
    if subprocess.run([*CUT, "true"], capture_output=True, check=False).returncode:
        pytest.skip("A network can't be cut off here.")
    done = subprocess.run(
        [*CUT, sys.executable, "-I", WALK, bundle, room, __version__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def unpacked(bundle: Path, tmp_path: Path) -> Path:
    """Return the folder that the bundle holds."""
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / bundle.name.removesuffix(".tar.gz")


def refused(unpacked: Path) -> str:
    done = subprocess.run(
        [unpacked / "install", unpacked.parent / "to"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert not (unpacked.parent / "to").exists()
    return done.stderr


def test_a_damaged_bundle_is_refused_in_a_line(unpacked: Path) -> None:
    with next((unpacked / "wheels").glob("django-*.whl")).open("ab") as wheel:
        wheel.write(b"0")
    assert "This bundle is damaged. Fix: copy it again." in refused(unpacked)


def test_a_bundle_for_another_machine_is_refused_in_a_line(unpacked: Path) -> None:
    (unpacked / "deploy" / "made-for").write_text("python3.9-linux-sparc64\n")
    assert "This bundle is for python3.9-linux-sparc64, and " in refused(unpacked)


def test_the_bundle_names_no_address_that_it_came_from(unpacked: Path) -> None:
    told = (unpacked / "requirements.txt").read_text()
    assert "://" not in told
