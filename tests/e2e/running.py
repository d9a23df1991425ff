"""A demonstration city for the journeys, started as anybody starts it: by `sanling demo`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

# An address of a demonstration that already runs, such as `make demo` gives: saves its start while writing journeys. Of
# another profile's the name goes on with it, as in SANLING_E2E_URL_SHENYANG.
RUNNING = "SANLING_E2E_URL"
# The first start loads a whole city; loaded machines take their time.
PATIENCE = 480
# What would make the city another than a newcomer's.
SANLING = str(Path(sys.executable).with_name("sanling"))
CITY_SETTINGS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HOST", "SANLING_")


@dataclass(frozen=True)
class City:
    """Where it serves, and what commands need to reach it; one that runs already is taken for `make demo`."""

    url: str
    settings: Mapping[str, str] = field(default_factory=dict)

    def token(self, who: str) -> str:
        """Return a token for the API of a member of the cast."""
        done = subprocess.run(
            [SANLING, "token", "--cast", who],
            env=newcomers_environment(os.environ) | dict(self.settings),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.split()[-1]


@contextmanager
def running_city(folder: Path, profile: str = "") -> Iterator[City]:
    """Run a demonstration with all its state in a folder, of the usual profile or of another's.

    Fails when it leaves processes behind.
    """
    runs_already = os.environ.get(f"{RUNNING}_{profile}".rstrip("_").upper())
    if runs_already:
        yield City(runs_already.rstrip("/"))
        return
    port = free_port()
    log = folder / "demo.log"
    # A proxy in front names the address that somebody comes from; the journeys are that proxy.
    settings = {"SANLING_DATA": str(folder / "data"), "PORT": str(port), "SANLING_TRUSTED_PROXIES": "1"}
    settings |= {"SANLING_PROFILE": profile} if profile else {}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [SANLING, "demo"],
            env=newcomers_environment(os.environ) | settings,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            city = City(f"http://127.0.0.1:{port}", settings)
            wait_until_healthy(city, process, log)
            yield city
        finally:
            stop(process)


def newcomers_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what the tests themselves have set."""
    return {name: value for name, value in environment.items() if not name.startswith(CITY_SETTINGS)}


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(city: City, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once /healthz answers 200; fails with what the city printed when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{city.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            # Nobody listens yet; ask a little later.
            time.sleep(0.25)
    raise AssertionError(f"The city does not serve:\n{log.read_text()[-4000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C; everything that the city started must end with it."""
    if process.poll() is not None:
        raise AssertionError(f"The city ended by itself with status {process.returncode}.")
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(60)
    finally:
        left = [child for child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
        for child in left:
            child.kill()
    assert (process.returncode, left) == (0, []), "Ctrl-C did not end the city cleanly."
