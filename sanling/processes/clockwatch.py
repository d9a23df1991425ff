"""Whether this machine's clock has jumped: deadlines are judged by it, and a single machine has no other to ask."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record

log = logging.getLogger(__name__)
ACTOR = SystemActor("clock")
ACT, SUBJECT = "clock.jump", "clock:worker"
# A clock that is set right by NTP moves by milliseconds.
JUMP_SECONDS = 60.0
# Goes on while the machine sleeps, where the system has such a counter.
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


@dataclass
class _Seen:
    """What both clocks said at the last look."""

    wall: datetime | None = None
    steady: float = 0.0


_seen = _Seen()


def watch_clock() -> int:
    """Record a jump of the clock since the last look, for `sanling doctor` to tell; return how many there were."""
    wall, steady = clock.now(), time.clock_gettime(STEADY)
    jumped = (wall - _seen.wall).total_seconds() - (steady - _seen.steady) if _seen.wall is not None else 0.0
    if abs(jumped) >= JUMP_SECONDS:
        log.warning("This machine's clock has jumped by %+.0f s: deadlines depend on it.", jumped)
        record(actor=ACTOR, act=ACT, subject=SUBJECT, detail={"seconds": round(jumped)})
    # Only now, so that a jump which could not be recorded is found once more.
    _seen.wall, _seen.steady = wall, steady
    return int(abs(jumped) >= JUMP_SECONDS)
