"""Each test of publishing has a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.processes.publishing.folders import changeable


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder of profiles that may be changed."""
    yield from changeable(tmp_path, settings)
