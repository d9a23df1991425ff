"""A real installation for the length of a measurement: database, web and worker as `sanling up` starts them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.front import NAME
from sanling.supervisor.data_folder import DataFolder

PATIENCE = 300.0
# One machine plays all callers here, so the limits of a single address and token are lifted; counting them stays.
SETTINGS = {
    "SANLING_HTTPS": "0",
    "SANLING_PROFILE": "zhengzhou",
    "SANLING_LOG_LEVEL": "WARNING",
    # For the burst, which comes through nginx.
    "SANLING_ALLOWED_HOSTS": f"localhost,127.0.0.1,{NAME}",
    "SANLING_TRUSTED_PROXIES": "1",
    "SANLING_API_CALLS_A_MINUTE_BY_ADDRESS": "10000000",
    "SANLING_API_CALLS_A_MINUTE_BY_TOKEN": "10000000",
}
# What would make it another installation than a new one.
FOREIGN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HOST", "PORT", "SANLING_")


@dataclass(frozen=True)
class Running:
    """An installation that serves."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def database_url(self) -> str:
        """Return the address of its database."""
        return DataFolder(self.folder).embedded_url()

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of programs that belong to it."""
        return environment(self.folder, self.port) | {
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "sanling.settings",
            "SANLING_DEMO": "0",
        }

    def web_processes(self) -> list[psutil.Process]:
        """Return the processes that answer requests: the children of granian's own."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        servers = [process for process in family if "console.main web" in _words(process)]
        heads = {process.pid for process in servers}
        return [process for process in servers if process.ppid() in heads and _is_worker(process)]

    def web_memory(self) -> list[float]:
        """Return the resident memory of each web process, in MB."""
        return [round(process.memory_info().rss / 1e6, 1) for process in self.web_processes()]

    def processor_seconds(self) -> dict[str, float]:
        """Return the processor time so far of web, worker and database."""
        spent = {"web": 0.0, "worker": 0.0, "database": 0.0}
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                words, times = _words(process), process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            kind = "web" if "console.main web" in words else "database" if "postgres" in words else "worker"
            spent[kind] += times.user + times.system
        return spent

    def program(self, *arguments: str) -> str:
        """Run a program of this installation to its end and return what it printed."""
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


def _words(process: psutil.Process) -> str:
    """Return what a process was called by; nothing of one that has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def _is_worker(process: psutil.Process) -> bool:
    return "resource_tracker" not in _words(process)


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return this machine's environment without what names another installation."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return plain | SETTINGS | {"SANLING_DATA": str(folder), "PORT": str(port)} | _kept(os.environ)


def _kept(given: Mapping[str, str]) -> dict[str, str]:
    """Keep the sizes that a measurement may try."""
    names = ("SANLING_WEB_PROCESSES", "SANLING_WEB_THREADS", "SANLING_POOL_SIZE")
    return {name: given[name] for name in names if name in given}


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Run an installation in a folder, new or used before, and end it; fails with its log when it does not serve."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "bench.log"
    command = [sys.executable, "-m", "sanling.interfaces.console.main", "up"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment(folder, port), stdout=out, stderr=out, start_new_session=True
        )
    try:
        _await(port, process, log)
        yield Running(folder, port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            # Nobody listens yet; ask a little later.
            time.sleep(0.25)
        finally:
            connection.close()
    raise RuntimeError(f"The installation does not serve:\n{log.read_text()[-4000:]}")
