"""A real installation in processes of its own: web, worker, database, as `sanling up` runs them."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import psycopg

from sanling.supervisor.data_folder import DataFolder

PROGRAM = (sys.executable, "-m", "sanling.interfaces.console.main")
SECONDS = 180.0
# The community of the test city (tests/city.py, which needs Django set up first).
VILLAGE = "410105002012"


@dataclass(frozen=True)
class Answer:
    """What came back, or 0 when nothing did."""

    status: int
    headers: Message = field(default_factory=Message)
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(
    port: int,
    method: str,
    path: str,
    *,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 30.0,
) -> Answer:
    """Send one request on a connection of its own; a broken connection is an answer with status 0."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    sent = {"Host": "localhost", "Content-Type": "application/json", **(headers or {})}
    try:
        connection.request(method, path, data, sent)
        got = connection.getresponse()
        return Answer(got.status, got.headers, got.read())
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        connection.close()


@dataclass
class System:
    """Another system that calls the API as one post."""

    port: int
    token: str

    def get(self, path: str) -> Answer:
        """Read."""
        return ask(self.port, "GET", f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})

    def post(self, path: str, body: Any, key: str = "") -> Answer:
        """Write, under a new idempotency key unless one is given."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or uuid4().hex}
        return ask(self.port, "POST", f"/api/v1{path}", body=body, headers=headers)


def report(text: str = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。") -> dict[str, Any]:
    """Return a report by phone."""
    applicant = {"name": "王小明", "phone": "13800000000"}
    return {"kind": "dispute", "text": text, "division": VILLAGE, "channel": "phone", "applicant": applicant}


class Installation:
    """A ``sanling up`` and what belongs to it."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data, self.port = data, free_port()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SANLING_", "DATABASE_", "DJANGO_"))}
        self.environment = {
            **kept,
            "SANLING_DATA": str(data),
            "PORT": str(self.port),
            "SANLING_WEB_PROCESSES": "2",
            "SANLING_HTTPS": "0",
            "SANLING_PROFILE": "zhengzhou",
            "SANLING_API_CALLS_A_MINUTE_BY_TOKEN": "1000000",
            "SANLING_API_CALLS_A_MINUTE_BY_ADDRESS": "1000000",
            **variables,
        }
        self.process: subprocess.Popen[bytes] | None = None
        # A file, not a pipe: nobody reads along, and who writes to a full pipe stands still.
        self.log = data.with_suffix(".log")
        self.seeds: dict[str, str] = {}

    def start(self, *options: str) -> None:
        """Start it and wait until it serves."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*PROGRAM, "up", *options], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        self.hear("Sanling serves at")

    @property
    def said(self) -> str:
        """Return what it has said so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def hear(self, words: str, seconds: float = SECONDS) -> None:
        """Wait until it has said some words."""
        deadline = time.monotonic() + seconds
        while words not in self.said:
            running = self.process is not None and self.process.poll() is None
            assert running and time.monotonic() < deadline, f"{words!r} was not said:\n{self.said}"  # noqa: PT018
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, whatever state it is in."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(SECONDS)
        self.process = None

    def run(self, *arguments: str, module: Sequence[str] = PROGRAM, **variables: str) -> str:
        """Run one of its commands and return what it says; fails the test when the command does."""
        environment = {**self.environment, **variables}
        done = subprocess.run(
            [*module, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def seed(self) -> None:
        """Give it the test city and its cast."""
        self.seeds = json.loads(self.run(module=(sys.executable, "-m", "tests.faults.seed")))

    def system(self, role: str) -> System:
        """Return a system that works as a member of the cast."""
        return System(self.port, self.seeds[role])

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask its database."""
        url = self.environment.get("DATABASE_URL") or DataFolder(self.data).embedded_url()
        with psycopg.connect(url) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def execute(self, statement: str, *values: Any) -> None:
        """Change its database, past everything."""
        url = self.environment.get("DATABASE_URL") or DataFolder(self.data).embedded_url()
        with psycopg.connect(url) as connection:
            connection.execute(statement.encode(), values)

    def number(self, statement: str, *values: Any) -> int:
        """Ask its database for one number."""
        return int(self.query(statement, *values)[0][0])

    def child(self, word: str) -> psutil.Process:
        """Return the supervisor's child whose command holds a word."""
        assert self.process is not None
        for process in psutil.Process(self.process.pid).children():
            try:
                if word in " ".join(process.cmdline()):
                    return process
            except psutil.NoSuchProcess:
                continue
        raise LookupError(word)

    def healthy(self) -> bool:
        """Tell whether the pages are served."""
        return ask(self.port, "GET", "/healthz", timeout=5).status == 200


def until(condition: Callable[[], bool], seconds: float, what: str, pause: float = 0.05) -> float:
    """Wait for something and return how many seconds it took; fails the test when it doesn't come in time."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds, f"{what}: not within {seconds:.0f} s"
        time.sleep(pause)
    return time.monotonic() - begin


@dataclass(frozen=True)
class Effort:
    """The work of the whole machine and of this test's own processes so far, in seconds."""

    at: float
    machine: float
    ours: float

    @classmethod
    def now(cls) -> "Effort":
        """Look at the counters."""
        whole = psutil.cpu_times()
        me = psutil.Process()
        ours = [me.cpu_times()]
        for process in me.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                ours.append(process.cpu_times())
        own = sum(spent.user + spent.system + spent.children_user + spent.children_system for spent in ours)
        return cls(time.monotonic(), sum(whole) - whole.idle - whole.iowait, own)

    def seconds_of_our_own(self) -> float:
        """Return the seconds since then, less the share of the machine that others have taken meanwhile."""
        end = Effort.now()
        passed = end.at - self.at
        others = max(0.0, end.machine - self.machine - max(0.0, end.ours - self.ours))
        return passed * max(0.1, 1 - others / (passed * (psutil.cpu_count() or 1)))
