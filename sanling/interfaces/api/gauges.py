"""How far the worker is behind, read from the database with a handful of cheap statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from sanling.foundation.files.volumes import volumes
from sanling.processes.webhooks.due import ready

# Each answers with rows of (label, number); an age is in seconds at the instant given.
_WAITING = {
    "outbox": "SELECT topic, count(*), extract(epoch FROM %(now)s - min(at)) FROM delivery_outbox GROUP BY topic",
    "audit": """
        SELECT 'pending', count(*), extract(epoch FROM %(now)s - min(r.at))
        FROM audit_auditpending p JOIN audit_auditrow r ON r.id = p.row_id HAVING count(*) > 0
    """,
    "clocks": """
        SELECT 'due', count(*), extract(epoch FROM %(now)s - min(due_at)) FROM matters_clock
        WHERE due_at <= %(now)s AND stopped_at IS NULL AND paused_at IS NULL AND late_at IS NULL HAVING count(*) > 0
    """,
    "jobs": """
        SELECT j.queue_name, count(*), extract(epoch FROM %(now)s - min(coalesce(j.scheduled_at, e.at)))
        FROM procrastinate_jobs j
        LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
        WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= %(now)s)
        GROUP BY j.queue_name
    """,
    "webhooks": """
        SELECT 'due', count(*), extract(epoch FROM %(now)s - min(due_at)) FROM webhooks_delivery
        WHERE due_at <= %(now)s AND delivered_at IS NULL AND dead_at IS NULL HAVING count(*) > 0
    """,
    "outgoing": """
        SELECT channel, count(*), extract(epoch FROM %(now)s - min(due_at)) FROM notices_outgoing
        WHERE due_at <= %(now)s AND failed_at IS NULL GROUP BY channel
    """,
}
# What waits for a server of somebody else, which may be away for days.
_OF_OTHERS = {"webhooks", "outgoing"}
_STANDING = {
    # An estimate of the statistics: counting a million rows takes longer than a scrape may.
    "sanling_matters": """
        SELECT '', greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'matters_matter'::regclass
    """,
    "sanling_jobs_failed": "SELECT '', count(*) FROM procrastinate_jobs WHERE status = 'failed'",
    "sanling_messages_parked": "SELECT '', count(*) FROM delivery_parkedmessage",
    "sanling_webhook_deliveries_dead": "SELECT '', count(*) FROM webhooks_delivery WHERE dead_at IS NOT NULL",
    # The reasons are few: what a channel says of a server, by name and number, never of a recipient.
    "sanling_outgoing_given_up": """
        SELECT last_error, count(*) FROM notices_outgoing WHERE failed_at IS NOT NULL
        GROUP BY last_error ORDER BY count(*) DESC, last_error LIMIT 20
    """,
    "sanling_outgoing_given_up_seconds": """
        SELECT '', extract(epoch FROM %(now)s - min(failed_at))::bigint FROM notices_outgoing
        WHERE failed_at IS NOT NULL HAVING count(*) > 0
    """,
    "sanling_workers": """
        SELECT '', count(*) FROM procrastinate_workers WHERE last_heartbeat > %(now)s - interval '2 minutes'
    """,
    "sanling_database_connections_most": "SELECT '', current_setting('max_connections')::int",
    "sanling_database_bytes": "SELECT '', pg_database_size(current_database())",
    "sanling_database_connections": """
        SELECT coalesce(state, 'none'), count(*) FROM pg_stat_activity
        WHERE datname = current_database() GROUP BY state
    """,
}
LABELS = {
    "sanling_database_connections": "state",
    "sanling_outgoing_given_up": "reason",
    "sanling_volume_free_bytes": "volume",
}


@dataclass(frozen=True)
class Waiting:
    """What waits for the worker: of which sort, how many, and for how many seconds the oldest has been due.

    ``ours`` is false for what waits for a server of somebody else, which may be away for days.
    """

    of: str
    name: str
    count: int
    age: float
    ours: bool = True


def waiting(now: datetime) -> list[Waiting]:
    """Return all that is due and not done yet."""
    found: list[Waiting] = []
    with connection.cursor() as cursor:
        for of, statement in _WAITING.items():
            cursor.execute(statement, {"now": now})
            found += [
                Waiting(of, name, count, max(0.0, float(age or 0)), ours=of not in _OF_OTHERS)
                for name, count, age in cursor.fetchall()
            ]
    count, age = ready()
    if count:
        found.append(Waiting("webhooks", "ready", count, max(0.0, age)))
    return found


def standing(now: datetime) -> Iterator[tuple[str, str, int]]:
    """Return the other gauges as (name, label's value, number)."""
    with connection.cursor() as cursor:
        for name, statement in _STANDING.items():
            cursor.execute(statement, {"now": now})
            for label, number in cursor.fetchall():
                yield name, label, number
    for volume in volumes():
        yield "sanling_volume_free_bytes", volume.name, volume.free
