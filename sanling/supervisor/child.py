"""One process under supervision: how it is started, when it serves, how it is stopped."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
FIRST_DELAY = 0.2
LONGEST_DELAY = 30.0
# A child that ran this long has recovered; its next failure counts as the first.
STEADY_SECONDS = 30.0

_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Spec:
    """What to run, and how to tell that it serves."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    serves: Callable[[], bool] = lambda: True
    before: Callable[[], None] = lambda: None
    stop_with: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    log: Path | None = None


@dataclass
class Child:
    """A running (or just ended) process of a spec."""

    spec: Spec
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.spec.before()
        output = self.spec.log.open("ab") if self.spec.log else None
        try:
            self.process = subprocess.Popen(
                self.spec.command,
                env=dict(self.spec.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                # Safe here: the supervisor has no threads.
                preexec_fn=self._die_with_parent,  # noqa: PLW1509
            )
        finally:
            if output:
                output.close()
        self.started = time.monotonic()

    def ended(self) -> bool:
        """Tell whether the process is gone."""
        return self.process is None or self.process.poll() is not None

    def refuses(self) -> bool:
        """Tell whether the process has ended because of how it is set up: it would each time."""
        return self.process is not None and self.process.poll() == os.EX_CONFIG

    def note_end(self) -> float:
        """Clear up after an ended process and return the seconds to wait before its restart."""
        self.kill_group()
        if time.monotonic() - self.started > STEADY_SECONDS:
            self.failures = 0
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2.0**self.failures)
        self.failures += 1
        self.process = None
        self.restart_at = time.monotonic() + delay
        return delay

    def stop(self) -> None:
        """Ask the process to end, wait as long as it may take, then end it."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.spec.stop_with)
            try:
                self.process.wait(self.spec.patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.kill_group()
        self.process = None

    def kill_group(self) -> None:
        """End what the process left behind, so that its port is free again."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return

    def _die_with_parent(self) -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(self.spec.stop_with))
