"""The embedded database, run for the length of a command."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import psycopg

from sanling.supervisor.data_folder import DataFolder
from sanling.supervisor.postgres import prepare
from sanling.supervisor.supervise import Supervisor


@contextmanager
def database_meanwhile(
    folder: DataFolder, environment: Mapping[str, str], report: Callable[[str], None]
) -> Iterator[None]:
    """Run the embedded database meanwhile, unless another one is configured. Raises Trouble."""
    with Supervisor(report) as supervisor:
        if environment["DATABASE_URL"] == folder.embedded_url():
            supervisor.start(prepare(folder).spec(environment))
        yield


def stands_still(folder: DataFolder, environment: Mapping[str, str]) -> bool:
    """Tell whether there is an embedded database that doesn't run."""
    if environment["DATABASE_URL"] != folder.embedded_url() or not folder.cluster.exists():
        return False
    try:
        psycopg.connect(folder.embedded_url(), connect_timeout=3).close()
    except psycopg.OperationalError:
        return True
    return False
