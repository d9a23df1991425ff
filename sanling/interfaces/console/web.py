"""``sanling web``: the process that serves the pages."""

import os
import sys

import click

from sanling.supervisor.place import place_from
from sanling.supervisor.preflight import address_from

# Threads of one process take turns at Python, so processes carry the load; two let a slow request be overtaken.
THREADS = 2
MOST_PROCESSES = 9

HELP = """Serve the pages at HOST and PORT (127.0.0.1:8000).

It uses a process a core and one more, at most nine, each with two threads; SANLING_WEB_PROCESSES and
SANLING_WEB_THREADS change that. Usually `sanling up` starts this for you.
"""


@click.command(help=HELP)
def command() -> None:
    """Become granian: the supervisor then watches the server itself."""
    host, port = address_from(os.environ)
    os.environ.setdefault("DATABASE_URL", place_from(os.environ).embedded_url())
    processes = os.environ.get("SANLING_WEB_PROCESSES") or str(min(MOST_PROCESSES, (os.cpu_count() or 1) + 1))
    threads = os.environ.get("SANLING_WEB_THREADS") or str(THREADS)
    place = ["--host", host, "--port", str(port)]
    size = ["--workers", processes, "--blocking-threads", threads]
    # A worker that falls is replaced at once; one that hangs at the end is ended after five seconds.
    care = ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning"]
    program = [sys.executable, "-m", "granian", "--interface", "wsgi", *place, *size, *care]
    os.execv(sys.executable, [*program, "sanling.wsgi:application"])  # noqa: S606
