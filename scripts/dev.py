"""`make dev`: the demonstration city while one works on it.

Scripts and styles are built as they change. What changes in Python, templates, texts and profiles has the processes
that read it started anew; database and supervisor go on. One web process serves, so that it is there again at once.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import psutil
from watchfiles import Change, DefaultFilter, watch

ROOT = Path(__file__).resolve().parent.parent
# The worker shows no pages.
READ_BY = {".py": ("web", "worker"), ".toml": ("web", "worker"), ".po": ("web", "worker"), ".html": ("web",)}


class _Read(DefaultFilter):
    """What the processes read."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and Path(path).suffix in READ_BY


@contextlib.contextmanager
def running(*command: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program for the length of the block, in a session that Ctrl-C leaves to us."""
    started = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            started.terminate()
            started.wait()
        # What npm has started outlives it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)


def start_anew(city: int, names: set[str]) -> None:
    """End the named children of the city's supervisor, which starts them again at once."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(city).children():
            if names.intersection(child.cmdline()):
                child.terminate()


def main() -> None:
    """Run until Ctrl-C, or until the city ends by itself."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    build = running("scripts/frontend", "npm", "run", "build", "--", "--watch", "--logLevel", "warn")
    city = running(".venv/bin/sanling", "demo", SANLING_DEBUG="true", SANLING_WEB_PROCESSES="1")
    with contextlib.suppress(KeyboardInterrupt), build, city as started:
        for changes in watch(
            ROOT / "sanling", watch_filter=_Read(), debounce=200, yield_on_timeout=True, rust_timeout=1000
        ):
            if started.poll() is not None:
                return
            changed = {Path(path) for _change, path in changes}
            for texts in (path for path in changed if path.suffix == ".po" and path.exists()):
                polib.pofile(str(texts)).save_as_mofile(str(texts.with_suffix(".mo")))
            start_anew(started.pid, {name for path in changed for name in READ_BY.get(path.suffix, ())})


if __name__ == "__main__":
    main()
