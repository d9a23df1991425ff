"""One installation with the test city for all files that need no other; every test here runs on the real thing."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploy.front import NAME, nginx
from tests.faults.installation import Installation
from tests.faults.site import Site


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start another behind nginx, for all files that ask by TLS."""
    made = Installation(
        tmp_path_factory.mktemp("city") / "data",
        SANLING_HTTPS="1",
        SANLING_TRUSTED_PROXIES="1",
        SANLING_ALLOWED_HOSTS=f"{NAME},localhost",
        SANLING_PUBLIC_URL=f"https://{NAME}",
    )
    with ExitStack() as stack:
        stack.callback(made.stop)
        made.start()
        made.seed()
        front = stack.enter_context(nginx(tmp_path_factory.mktemp("nginx"), made.port))
        yield Site(front, made)
