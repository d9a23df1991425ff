"""The wheel holds all of the program that is in the repository or built, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from sanling import __version__
from tests.house.sources import tracked

pytestmark = pytest.mark.slow
BUILT = {
    "sanling/locale/zh_Hans/LC_MESSAGES/django.mo",
    "sanling/interfaces/components/static/build/manifest.json",
    "sanling/foundation/printing/fonts/NotoSansSC_400Regular.ttf",
    "sanling/foundation/printing/fonts/OFL.txt",
}


def test_the_wheel_holds_the_program_its_texts_and_its_front_end(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(tmp_path), "."]
    subprocess.run([*pip, "wheel", *options], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"sanling-{__version__}-py3-none-any.whl"
    held = set(ZipFile(wheel).namelist())
    kept = {path.as_posix() for path in tracked() if path.parts[0] == "sanling"}
    assert kept | BUILT | {"sanling/runtime.txt"} <= held
    assert {name.split("/")[0] for name in held} == {"sanling", f"sanling-{__version__}.dist-info"}
