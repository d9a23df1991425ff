"""``sanling web``: the process that serves the pages."""

import logging
import os
import shutil
from importlib import import_module
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType

import click
from django.conf import settings
from granian.constants import Interfaces
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.server import MPServer

from sanling.env import env_int
from sanling.foundation.database.base import forget_pool
from sanling.interfaces.components.logs import FORMATTERS
from sanling.interfaces.console.gate import refuse_wrong_set_up
from sanling.interfaces.console.main import spare_what_is_loaded
from sanling.interfaces.console.right_keys import refuse_other_keys
from sanling.supervisor.data_folder import data_folder_from
from sanling.supervisor.preflight import address_from

# Threads of one process take turns at Python, so processes carry the load; two let a slow request be overtaken.
THREADS = 2
MOST_PROCESSES = 9
# One that hangs at the end is ended after so many seconds.
PATIENCE = 12

HELP = """Serve the pages at HOST and PORT (127.0.0.1:8000).

It uses a process a core and one more, at most nine, each with two threads; SANLING_WEB_PROCESSES and
SANLING_WEB_THREADS change that. Usually `sanling up` starts this for you.
"""


class Server(MPServer):
    """Granian, whose processes end also while they load."""

    def signal_handler_interrupt(self, number: int, frame: FrameType | None) -> None:
        """Have the server end, or the forked process, which has this handler until it has loaded the program.

        There granian would only note the signal, serve, and be killed after the patience for it.
        """
        if parent_process() is not None:
            os._exit(0)
        super().signal_handler_interrupt(number, frame)  # type: ignore[no-untyped-call]


@click.command(help=HELP)
def command() -> None:
    """Be granian: the supervisor then watches the server itself."""
    host, port = address_from(os.environ)
    # What is told wrong here needs no database, which may be away.
    processes = env_int("SANLING_WEB_PROCESSES", min(MOST_PROCESSES, (os.cpu_count() or 1) + 1), most=64)
    threads = env_int("SANLING_WEB_THREADS", THREADS, most=64)
    folder = data_folder_from(os.environ)
    refuse_other_keys(folder, os.environ["DATABASE_URL"])
    refuse_wrong_set_up(advise=True)
    # The processes that serve are forked off this one, and each has connections of its own.
    forget_pool()
    _count_anew(folder.root / "metrics")
    # Once for all of them: the first requests wait for no import, and the memory is shared.
    import_module(settings.ROOT_URLCONF)
    spare_what_is_loaded()
    logging.getLogger("_granian").addFilter(_is_no_advice)
    Server(
        "sanling.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        http1_settings=HTTP1Settings(),
        http2_settings=HTTP2Settings(),
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig={
            "formatters": {key: {"()": FORMATTERS[settings.LOG_FORMAT]} for key in ("generic", "access")}
        },
        # One that falls is replaced at once.
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    ).serve()


def _count_anew(counts: Path) -> None:
    """Have all processes that are forked off this one count requests here, from none on."""
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)


def _is_no_advice(record: logging.LogRecord) -> bool:
    """Pass over the advice to use no more processes than cores: ours wait for the database, so one more serves more."""
    return "higher than the amount of CPU cores" not in record.getMessage()
