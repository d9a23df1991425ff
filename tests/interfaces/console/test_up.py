"""A whole installation starts with one command, mends itself, and goes without a trace."""

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


class Installation:
    """A ``sanling up`` in a process of its own."""

    def __init__(self, data: Path, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SANLING_", "DATABASE_"))
        }
        place = {
            "SANLING_DATA": str(data),
            "PORT": str(self.port),
            "SANLING_WEB_PROCESSES": "1",
            "SANLING_HTTPS": "0",
            "SANLING_PROFILE": "zhengzhou",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sanling.interfaces.console.main", "up"],
            env={**kept, **(place | settings)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = self.heard = ""

    def hear(self, words: str, seconds: float = 60.0) -> None:
        """Read what it says until the words come."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + seconds
        while words not in self.said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            more = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            assert more, f"{words!r} was not said:\n{self.said}"
            self.said += more.decode()
        before, self.said = self.said.split(words, 1)
        self.heard += before + words

    def health(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def measured(self) -> bytes:
        """Return what a scraper on this machine reads after the start page was asked for."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            for path in ("/", "/metrics"):
                connection.request("GET", path)
                read = connection.getresponse().read()
            return read
        finally:
            connection.close()

    def child(self, word: str) -> psutil.Process:
        """Return the direct child whose command holds a word."""
        return next(c for c in psutil.Process(self.process.pid).children() if word in " ".join(c.cmdline()))

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "data")
    yield installation
    if installation.process.poll() is None:
        installation.stop()


def test_it_starts_mends_itself_and_goes_without_a_trace(started: Installation, tmp_path: Path) -> None:
    started.hear("Sanling serves at")
    assert started.health() == 200
    for name, word in (
        ("database", "bin/postgres"),
        ("web", "console.main web"),
        ("worker", "console.main worker"),
    ):
        started.child(word).kill()
        started.hear(f"{name} was killed by SIGKILL; restarting")
        deadline = time.monotonic() + 30
        while started.health() != 200:
            assert time.monotonic() < deadline, f"{name} did not come back:\n{started.said}"
    assert b'sanling_requests_total{method="GET",page="portal:start",status="' in started.measured()
    family = psutil.Process(started.process.pid).children(recursive=True)
    assert started.stop() == 0
    _gone, left = psutil.wait_procs(family, timeout=10)
    assert [process for process in left if process.status() != psutil.STATUS_ZOMBIE] == []

    # The slow steps aren't done twice; seconds are not counted here, where other tests take their share of the machine.
    again = Installation(tmp_path / "data")
    try:
        again.hear("starting web and worker")
        assert "creating" not in again.heard
        again.hear("Sanling serves at")
        assert again.health() == 200
    finally:
        assert again.stop(signal.SIGTERM) == 0


def test_behind_a_proxy_it_starts_and_stops_at_once_without_a_word_of_warning(tmp_path: Path) -> None:
    name = "sanling.example.org"
    real = {
        "SANLING_ALLOWED_HOSTS": name,
        "SANLING_PUBLIC_URL": f"https://{name}",
        "SANLING_TRUSTED_PROXIES": "1",
        "SANLING_SMS_URL": "https://sms.example.org",
    }
    for _ in range(3):
        installation = Installation(tmp_path / "data", SANLING_HTTPS="", SANLING_WEB_PROCESSES="", **real)
        # Some of its processes still load then.
        installation.hear("Sanling serves at", 120)
        assert installation.health() == 200
        assert installation.stop(signal.SIGTERM) == 0
        assert installation.process.stdout is not None
        said = installation.heard + installation.said + installation.process.stdout.read().decode()
        lines = [line for line in said.splitlines() if line.strip()]
        odd = [line for line in lines if not re.match(r" +[0-9.]+ s  |Sanling serves at ", line)]
        # What a new installation lacks, and no word of the server's.
        assert [line.partition(" Fix: ")[0] for line in odd] == [
            "sanling: zhengzhou has no units yet.",
            "sanling: Nobody who can sign in administers zhengzhou.",
        ]


def test_a_second_instance_and_a_demonstration_are_refused_in_one_line(
    started: Installation, tmp_path: Path
) -> None:
    started.hear("creating the database")
    second = Installation(tmp_path / "data")
    second.hear("sanling: Sanling already runs on")
    assert second.process.wait(10) == 1
    assert second.said.count("\n") == 1
