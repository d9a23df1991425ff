"""The worker's pulse: clocks, reactions and seals, each second, beside the queue of jobs.

Each beat takes what has committed and leaves nothing half done; any number of workers may beat at once, for each part
claims its rows or its lock.
"""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

from sanling.domain.matters.following import follow_others, follow_others_bulk
from sanling.domain.matters.handover import hand_over
from sanling.domain.matters.scan import scan, scan_bulk
from sanling.domain.recognition.settling import settle_warnings, settle_warnings_bulk
from sanling.foundation.audit.head import HeadTelling
from sanling.foundation.audit.seal import seal_all
from sanling.foundation.profile.registry import take_up
from sanling.processes.accidents import tell_of_accidents
from sanling.processes.appointments import tell_of_appointments
from sanling.processes.clockwatch import watch_clock
from sanling.processes.escalation.overdue import act_on_overdue, act_on_overdue_bulk
from sanling.processes.notices.dispatch import send_outgoing
from sanling.processes.reactions import WEBHOOKS, bulk_followers, followers, spread, spread_bulk
from sanling.processes.webhooks.send import send_due

log = logging.getLogger(__name__)
BEAT_SECONDS = 1.0
# So that all goes on within seconds once the database is back.
LONGEST_REST_SECONDS = 5.0


# Who holds a late matter is told before it is handed on.
PARTS: tuple[Callable[[], int], ...] = (
    scan,
    spread,
    *followers(),
    act_on_overdue,
    follow_others,
    hand_over,
    settle_warnings,
    tell_of_appointments,
    tell_of_accidents,
    seal_all,
)
# The same of what comes in bulk, beside it, some at each beat: a large batch takes its time and delays nothing else.
IN_BULK: tuple[Callable[[], int], ...] = (
    scan_bulk,
    spread_bulk,
    *bulk_followers(),
    act_on_overdue_bulk,
    follow_others_bulk,
    settle_warnings_bulk,
)
# What a worker does beside: it judges the clock by which the parts above have worked.
INWARD: tuple[Callable[[], int], ...] = (*(part for part in PARTS if part is not WEBHOOKS), watch_clock)


def beat(parts: tuple[Callable[[], int], ...] = PARTS) -> bool:
    """Run each part once; a part that fails is logged and does not keep the others from running."""
    take_up()
    sound = True
    for part in parts:
        try:
            part()
        except DatabaseError as error:
            log.warning("%s: %s", part.__name__, str(error).strip())
            sound = False
        except Exception:
            log.exception("%s failed", part.__name__)
            sound = False
        finally:
            # A connection broken by a restart of the database is thrown away here, for the next beat to replace.
            close_old_connections()
    return sound


def run(stop: threading.Event, parts: tuple[Callable[[], int], ...]) -> None:
    """Beat until told to stop; after failures rest longer, up to five seconds."""
    rest = BEAT_SECONDS
    while not stop.is_set():
        rest = BEAT_SECONDS if beat(parts) else min(rest * 2, LONGEST_REST_SECONDS)
        stop.wait(rest)
    connection.close()


def pulses(stop: threading.Event) -> list[threading.Thread]:
    """Return threads that beat side by side: our own work, and what waits for servers of others, each by itself."""

    def send_messages() -> int:
        return send_outgoing(stop.is_set)

    def tell_webhooks() -> int:
        return send_due(stop.is_set)

    beats: dict[str, tuple[Callable[[], int], ...]] = {
        "pulse": INWARD,
        "bulk": IN_BULK,
        "webhooks": (WEBHOOKS, tell_webhooks),
        "messages": (send_messages,),
        "audit head": (HeadTelling().post_head,),
    }
    return [threading.Thread(target=run, args=(stop, parts), name=name) for name, parts in beats.items()]
