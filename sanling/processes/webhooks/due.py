"""Which address's turn it is: what may be sent now, and by whose fault something waits."""

from django.db import connection

from sanling.foundation import clock

# One row an address that is in force, not left in peace and has something due, with the oldest of it (``ready``).
# Of one matter's deliveries to one address only the oldest is due; what came in bulk comes after what didn't.
READY = """
    webhooks_subscription s CROSS JOIN LATERAL (
        SELECT d.id, d.due_at FROM webhooks_delivery d
        WHERE d.subscription_id = s.id AND d.due_at <= %(now)s AND d.delivered_at IS NULL AND d.dead_at IS NULL
            AND (d.taken_until IS NULL OR d.taken_until <= %(now)s)
            AND NOT EXISTS (
                SELECT FROM webhooks_delivery e
                WHERE e.subscription_id = d.subscription_id AND e.matter_id = d.matter_id AND e.id < d.id
                    AND e.delivered_at IS NULL AND e.dead_at IS NULL
            )
        ORDER BY d.bulk, d.id LIMIT 1
    ) ready
    WHERE s.ended_at IS NULL AND (s.rests_until IS NULL OR s.rests_until <= %(now)s)
"""


def ready() -> tuple[int, float]:
    """Return how many addresses could be told something now, and since how many seconds the first of them could.

    It is for us that they wait; what waits for an address that doesn't answer is not among it.
    """
    statement = f"""
        SELECT count(*), extract(epoch FROM %(now)s - min(greatest(ready.due_at, s.rests_until, s.tried_at)))
        FROM {READY}
    """  # noqa: S608 -- put together from constants
    with connection.cursor() as cursor:
        cursor.execute(statement, {"now": clock.now()})
        count, age = cursor.fetchone()
    return count, float(age or 0)
