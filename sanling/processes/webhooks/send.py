"""Deliveries go out: at least once, those of one matter to one address one after another, tried again with patience.

Rows are claimed in a short transaction, sent outside of any, and their outcome written. Who dies in between has sent
perhaps, so receivers drop repetitions by the id.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, repeat

from django.db import connection, transaction

from sanling.foundation import clock
from sanling.foundation.outward import OutwardError, Reach, post_bytes
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.reach import webhook_reach
from sanling.processes.webhooks.signing import headers

BATCH = 100
SENDERS = 8
TAKEN_FOR = timedelta(minutes=10)
# After how long a failed delivery is tried again; after the last it is dead, a day and a half after the first.
PATIENCE = (
    timedelta(seconds=10),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=24),
)
LONGEST_REST = timedelta(minutes=5)
MEDIA_TYPE = "application/json"

# Of one matter's deliveries to one address only the oldest is due; an address that fails is left in peace for a while.
_CLAIM = """
    UPDATE webhooks_delivery SET taken_until = %(until)s, attempts = attempts + 1
    WHERE id IN (
        SELECT d.id FROM webhooks_delivery d JOIN webhooks_subscription s ON s.id = d.subscription_id
        WHERE d.due_at <= %(now)s AND d.delivered_at IS NULL AND d.dead_at IS NULL
            AND (d.taken_until IS NULL OR d.taken_until <= %(now)s)
            AND s.ended_at IS NULL AND (s.rests_until IS NULL OR s.rests_until <= %(now)s)
            AND NOT EXISTS (
                SELECT FROM webhooks_delivery e
                WHERE e.subscription_id = d.subscription_id AND e.matter_id = d.matter_id AND e.id < d.id
                    AND e.delivered_at IS NULL AND e.dead_at IS NULL
            )
        ORDER BY d.id LIMIT %(limit)s
        FOR UPDATE OF d SKIP LOCKED
    )
    RETURNING id
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery; no error means that it arrived, ``sent`` is false when it wasn't tried."""

    delivery: Delivery
    error: str = ""
    sent: bool = True


def send_due() -> int:
    """Send what is due, and return how many were tried."""
    done = 0
    while batch := _claim():
        groups = [list(group) for _key, group in groupby(batch, key=lambda one: one.subscription_id)]
        reach = webhook_reach()
        with ThreadPoolExecutor(min(SENDERS, len(groups)), "webhook") as pool:
            for outcomes in pool.map(_send_all, groups, repeat(reach)):
                _write(outcomes)
                done += sum(one.sent for one in outcomes)
    return done


def _claim() -> list[Delivery]:
    now = clock.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + TAKEN_FOR, "limit": BATCH})
        ids = [pk for (pk,) in cursor.fetchall()]
        taken = Delivery.objects.filter(pk__in=ids).select_related("subscription")
        return list(taken.order_by("subscription_id", "pk")) if ids else []


def _send_all(deliveries: Sequence[Delivery], reach: Reach) -> list[Outcome]:
    """Send one address's deliveries until one fails; the rest go back untried."""
    outcomes = []
    failed = False
    for delivery in deliveries:
        if failed:
            outcomes.append(Outcome(delivery, sent=False))
            continue
        error = _send(delivery, reach)
        outcomes.append(Outcome(delivery, error))
        failed = bool(error)
    return outcomes


def _send(delivery: Delivery, reach: Reach) -> str:
    body = json.dumps(delivery.body, ensure_ascii=False, separators=(",", ":")).encode()
    signed = headers(
        secret=delivery.subscription.secret, delivery_id=f"d{delivery.pk}", at=clock.now(), body=body
    )
    try:
        post_bytes(
            url=delivery.subscription.url,
            body=body,
            headers={"Content-Type": MEDIA_TYPE, "User-Agent": "Sanling-Webhooks/1", **signed},
            reach=reach,
        )
    except OutwardError as error:
        return str(error)[:200]
    return ""


def _write(outcomes: Sequence[Outcome]) -> None:
    now = clock.now()
    with transaction.atomic():
        for one in outcomes:
            _write_one(one, now)
        tried = [one for one in outcomes if one.sent]
        address = Subscription.objects.select_for_update().get(pk=outcomes[0].delivery.subscription_id)
        if tried[-1].error:
            address.failures += 1
            address.rests_until = now + min(PATIENCE[0] * 2 ** min(address.failures - 1, 10), LONGEST_REST)
        else:
            address.failures, address.rests_until = 0, None
        address.save(update_fields=["failures", "rests_until"])


def _write_one(outcome: Outcome, now: datetime) -> None:
    delivery = outcome.delivery
    delivery.taken_until = None
    if not outcome.sent:
        delivery.attempts -= 1
    elif not outcome.error:
        delivery.delivered_at, delivery.last_error = now, ""
    else:
        delivery.last_error = outcome.error
        if delivery.attempts > len(PATIENCE):
            delivery.dead_at = now
        else:
            delivery.due_at = now + PATIENCE[delivery.attempts - 1]
    delivery.save(
        update_fields=["taken_until", "attempts", "delivered_at", "dead_at", "due_at", "last_error"]
    )
