"""Each test has a store of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder in which this test's files lie."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILES_RESERVE_BYTES = 0
    settings.FILES_MAX_BYTES = 2_000_000
    return tmp_path / "files"
