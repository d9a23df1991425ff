"""Keeps processes running: starts them in order, restarts the fallen, stops them in reverse."""

import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

from sanling.supervisor.child import Child, Spec
from sanling.supervisor.trouble import Misconfigured, Trouble, full_disk

TICK = 0.05
START_SECONDS = 120.0
TRIES_TO_START = 3
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """The user asked for the end."""


class Supervisor:
    """Owns the children for the length of a ``with`` block; leaving it stops them all."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self.report = report
        self.children: list[Child] = []
        self._stop_asked = False
        self._earlier: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in SIGNALS:
            self._earlier[number] = signal.signal(number, self._ask_stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in reversed(self.children):
            child.stop()
        for number, handler in self._earlier.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def start(self, spec: Spec) -> None:
        """Start a child and return once it serves; raises Trouble when it does not come up."""
        child = Child(spec)
        child.start()
        self.children.append(child)
        deadline = time.monotonic() + START_SECONDS
        while child.ended() or not spec.serves():
            if child.refuses():
                raise Misconfigured(f"{spec.name} does not start.", "mend what the lines above say.")
            if child.failures >= TRIES_TO_START or time.monotonic() > deadline:
                raise _no_start(spec)
            self.tick()

    def run(self, spec: Spec) -> None:
        """Run a step to its end while the children are watched; raises Trouble when it fails."""
        step = Child(spec)
        step.start()
        try:
            while not step.ended():
                self.tick()
            if step.process is not None and step.process.returncode != 0:
                kind = Misconfigured if step.refuses() else Trouble
                raise kind(
                    f"{spec.name} failed.",
                    "mend what the lines above say, then start again: it goes on from there.",
                )
        finally:
            step.stop()

    def watch(self) -> None:
        """Keep the children running until a signal asks for the end."""
        try:
            while True:
                self.tick()
        except Stopped:
            return

    def tick(self) -> None:
        """Look after the children once, then rest for a moment; raises Stopped when a signal asked for the end."""
        if self._stop_asked:
            raise Stopped
        for child in self.children:
            self._tend(child)
        time.sleep(TICK)

    def _tend(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.restart_at:
                child.start()
            return
        if child.ended():
            code = child.process.returncode
            delay = child.note_end()
            how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
            self.report(f"{child.spec.name} {how}; restarting in {delay:.1f} s")

    def _ask_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop_asked = True


def _no_start(spec: Spec) -> Trouble:
    if spec.log is None or not spec.log.exists():
        return Trouble(f"{spec.name} does not start.", "mend what the lines above say, then start again.")
    lines = spec.log.read_text(errors="replace").splitlines()[-20:]
    if any("No space left on device" in line for line in lines):
        return full_disk(spec.log.parent)
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line] or lines
    return Trouble(
        f"{spec.name} does not start: {telling[-1] if telling else 'no message'}.", f"see {spec.log}."
    )
