"""One installation with the test city for all files that need no other; every test here runs on the real thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder: `make faults` runs it, `make test` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Start an installation and seed it."""
    made = Installation(tmp_path_factory.mktemp("city") / "data")
    try:
        made.start()
        made.seed()
        yield made
    finally:
        made.stop()
