"""A whole installation from nothing to serving: database, tables, city, web and worker."""

import http.client
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sanling.supervisor import marks
from sanling.supervisor.address import read_database
from sanling.supervisor.child import Spec
from sanling.supervisor.cities import default_city, named
from sanling.supervisor.data_folder import CHECKOUT, DataFolder, claim_mode, data_folder_from, sole_user
from sanling.supervisor.postgres import prepare
from sanling.supervisor.preflight import address_from, check_address, check_disk, check_profiles
from sanling.supervisor.secrets import ensure_secrets
from sanling.supervisor.supervise import Stopped, Supervisor

PROFILES = CHECKOUT / "sanling" / "profiles"
LOADED = "loaded"
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


@dataclass(frozen=True)
class Installation:
    """What to run: a demonstration with its city, or a real installation on what its database holds."""

    demo: bool
    environment: Mapping[str, str]
    report: Callable[[str], None]
    announce: Callable[[str, int], None]
    # Raises Trouble where the database at an address was not written under the secrets of a folder.
    check_keys: Callable[[DataFolder, str], None]
    # Secrets were lost for good: make new ones where they are missing, and let the present ones stand for the data.
    accept_loss: bool = False
    folder: DataFolder = field(init=False)
    host: str = field(init=False)
    port: int = field(init=False)

    def __post_init__(self) -> None:
        host, port = address_from(self.environment)
        object.__setattr__(self, "folder", data_folder_from(self.environment))
        object.__setattr__(self, "host", host)
        object.__setattr__(self, "port", port)

    @property
    def profile(self) -> str:
        """Return the code of the city profile, or of several; only a demonstration shows some city unasked."""
        said = self.environment.get("SANLING_PROFILE", "").strip()
        return said or (default_city(self.profiles) if self.demo else "")

    @property
    def profiles(self) -> Path:
        """Return the folder of the city profiles."""
        return Path(self.environment.get("SANLING_PROFILES_ROOT") or PROFILES)

    @property
    def database_url(self) -> str:
        """Return the address of the database: the configured one, else the embedded one."""
        return self.environment.get("DATABASE_URL") or self.folder.embedded_url()

    @property
    def embedded(self) -> bool:
        """Tell whether the database is ours to run."""
        return not self.environment.get("DATABASE_URL")

    def run(self) -> None:
        """Start everything and keep it running until a signal asks for the end."""
        with sole_user(self.folder):
            check_address(self.host, self.port)
            check_disk(self.folder.root)
            check_profiles(self.profile, self.profiles)
            read_database(self.database_url)
            claim_mode(self.folder, "demo" if self.demo else "real")
            ensure_secrets(self.folder, self.environment, anew=self.accept_loss)
            with Supervisor(self.report) as supervisor:
                try:
                    self._start(supervisor)
                except Stopped:
                    return
                self.announce(self.host, self.port)
                supervisor.watch()
            self.report("stopped")

    def _start(self, supervisor: Supervisor) -> None:
        if self.embedded:
            self._start_database(supervisor)
        self._set_up(supervisor)
        self.report("starting web and worker")
        supervisor.start(self._web())
        supervisor.start(self._program("worker", patience=15.0))

    def _start_database(self, supervisor: Supervisor) -> None:
        if not self.folder.cluster.exists():
            self.report(f"creating the database in {self.folder.cluster}")
        cluster = prepare(self.folder)
        supervisor.start(cluster.spec(self.environment))

    def _set_up(self, supervisor: Supervisor) -> None:
        """Migrate and load what is missing, also after an interrupted start; else it costs one query."""
        if self.accept_loss and marks.holds_data(self.database_url):
            self.report("letting the present keys stand for the data")
            supervisor.run(self._program("rotate-keys", "--accept-loss"))
        self.check_keys(self.folder, self.database_url)
        known = marks.read(self.database_url)
        digest = marks.migrations_digest()
        if known.get("migrations") != digest:
            self.report("creating the tables")
            supervisor.run(self._program("migrate"))
            marks.write(self.database_url, {"migrations": digest})
        for code in named(self.profile) if self.demo else ():
            if known.get(f"city:{code}") != LOADED:
                self.report(f"loading the city of the profile {code}")
                supervisor.run(self._program("load-demo", code))
                marks.write(self.database_url, {f"city:{code}": LOADED})

    def _web(self) -> Spec:
        return self._program("web", serves=self._healthy, patience=15.0)

    def _program(
        self, name: str, *arguments: str, serves: Callable[[], bool] = lambda: True, patience: float = 10.0
    ) -> Spec:
        command = (sys.executable, "-m", "sanling.interfaces.console.main", name, *arguments)
        return Spec(name, command, self.child_environment(), serves=serves, patience=patience)

    def child_environment(self) -> dict[str, str]:
        """Return the environment in which web, worker and the steps run."""
        return {
            **self.environment,
            "SANLING_DATA": str(self.folder.root),
            "SANLING_PROFILE": self.profile,
            "SANLING_DEMO": "1" if self.demo else "0",
            "DATABASE_URL": self.database_url,
            "HOST": self.host,
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": os.pathsep.join(
                part for part in (str(CHECKOUT), self.environment.get("PYTHONPATH", "")) if part
            ),
        }

    def _healthy(self) -> bool:
        """Tell whether the pages are served."""
        connection = http.client.HTTPConnection(ANY_ADDRESS.get(self.host, self.host), self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def stopwatch(say: Callable[[str], None]) -> Callable[[str], None]:
    """Return a reporter that puts the seconds since now before each line."""
    begin = time.monotonic()
    return lambda line: say(f"{time.monotonic() - begin:6.1f} s  {line}")
