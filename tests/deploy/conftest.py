"""What the tests of installing share."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def room() -> Iterator[Path]:
    """Return a folder that every user may enter, the database's too."""
    with TemporaryDirectory(prefix="sanling-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
