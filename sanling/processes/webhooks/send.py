"""Deliveries go out: at least once, those of one matter to one address one after another, tried again with patience.

Each address is told one thing at a time and waits for no other address. A row is claimed, sent outside of any
transaction, and its outcome written by itself. Who dies in between has sent perhaps, so receivers drop repetitions by
the id. Only the thread that calls `send_due` speaks to the database; the others wait for servers.
"""

import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanling.foundation import clock
from sanling.foundation.delivery.signing import headers
from sanling.foundation.outward import OutwardError, post_bytes
from sanling.foundation.privacy.unreadable import readable
from sanling.processes.webhooks.actions.unsubscribe import end_with_tokens
from sanling.processes.webhooks.due import READY
from sanling.processes.webhooks.judging import Verdict, judge
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.reach import webhook_reach

log = logging.getLogger(__name__)
# So many addresses may take their time at once before others have to wait.
SENDERS = 32
# While some take their time, others are looked after this often.
LOOK_SECONDS = 0.5
# Longer than any call takes, looking up the server's name included.
TAKEN_FOR = timedelta(minutes=2)
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

# The address longest without a turn comes first. Its row is locked before the delivery's, as unsubscribing does.
_CLAIM = f"""
    WITH turn AS (
        SELECT s.id, ready.id AS delivery_id FROM {READY} AND s.id <> ALL(%(busy)s)
        ORDER BY s.tried_at NULLS FIRST, ready.id LIMIT %(free)s
        FOR UPDATE OF s SKIP LOCKED
    ), claimed AS (
        UPDATE webhooks_delivery d SET taken_until = %(until)s, attempts = attempts + 1 FROM turn
        WHERE d.id = turn.delivery_id AND (d.taken_until IS NULL OR d.taken_until <= %(now)s)
            AND d.delivered_at IS NULL AND d.dead_at IS NULL
        RETURNING d.id, d.subscription_id
    )
    UPDATE webhooks_subscription s SET tried_at = %(now)s FROM claimed WHERE s.id = claimed.subscription_id
    RETURNING claimed.id
"""  # noqa: S608 -- put together from constants


def send_due(ending: Callable[[], bool] = lambda: False) -> int:
    """Send until nothing is due, and return how many were tried.

    ``ending`` is asked whether to begin nothing more; what is under way then ends within seconds.
    """
    tried = 0
    under_way: dict[Future[None], Delivery] = {}
    with ThreadPoolExecutor(SENDERS, "webhook") as pool:
        while True:
            busy = [delivery.subscription_id for delivery in under_way.values()]
            claimed = () if ending() else _claim(busy)
            under_way |= _begin_all(pool, claimed)
            if not under_way and not claimed:
                return tried
            for done in wait(under_way, LOOK_SECONDS, FIRST_COMPLETED).done:
                _write(under_way.pop(done), done.exception())
                tried += 1


def _claim(busy: Sequence[int]) -> Sequence[Delivery]:
    """Take the oldest due delivery of each address that isn't busy, for as many as there are senders free.

    Each time the webhooks go first whose tokens work no more: a token may end while a round is under way.
    """
    if len(busy) >= SENDERS:
        return ()
    end_with_tokens()
    now = clock.now()
    values: dict[str, Any] = {"now": now, "until": now + TAKEN_FOR, "busy": busy, "free": SENDERS - len(busy)}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        ids = [pk for (pk,) in cursor.fetchall()]
    claimed = Delivery.objects.filter(pk__in=ids, subscription__ended_at=None)
    # Each secret is read by itself: one that can't be deciphered concerns its own address only.
    bare = claimed.defer("subscription__secret", "matter__text", "matter__search")
    return list(bare.select_related("subscription__token", "matter")) if ids else ()


def _begin_all(pool: ThreadPoolExecutor, claimed: Sequence[Delivery]) -> dict[Future[None], Delivery]:
    """Begin to send what may be told now, and drop what its unit may not know."""
    verdicts = judge(claimed) if claimed else {}
    dropped = [pk for pk, verdict in verdicts.items() if verdict is Verdict.DROP]
    if dropped:
        Delivery.objects.filter(pk__in=dropped).delete()
    return {
        _begin(pool, delivery, verdicts[delivery.pk]): delivery
        for delivery in claimed
        if verdicts[delivery.pk] is not Verdict.DROP
    }


def _begin(pool: ThreadPoolExecutor, delivery: Delivery, verdict: Verdict) -> Future[None]:
    address = delivery.subscription
    if verdict is Verdict.WAIT:
        return _failed(OutwardError(_("Nobody leads the unit now.")))
    body = json.dumps(delivery.body, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        signed = headers(
            secret=readable(address.secret), delivery_id=f"d{delivery.pk}", at=clock.now(), body=body
        )
    except Exception as error:  # noqa: BLE001 -- kept, and written as the delivery's outcome
        return _failed(error)
    named = {"Content-Type": MEDIA_TYPE, "User-Agent": "Sanling-Webhooks/1", **signed}
    return pool.submit(post_bytes, url=address.url, body=body, headers=named, reach=webhook_reach())


def _failed(error: Exception) -> Future[None]:
    failed: Future[None] = Future()
    failed.set_exception(error)
    return failed


def _write(delivery: Delivery, error: BaseException | None) -> None:
    """Write what became of a delivery, unless its address ended meanwhile."""
    now = clock.now()
    try:
        with transaction.atomic():
            locked = Subscription.objects.select_for_update().defer("secret")
            address = locked.filter(pk=delivery.subscription_id, ended_at=None).first()
            waiting = Delivery.objects.filter(pk=delivery.pk, delivered_at=None, dead_at=None)
            if address is None or not waiting.update(taken_until=None, **_outcome(delivery, error, now)):
                return
            address.failures = address.failures + 1 if error else 0
            rest = min(PATIENCE[0] * 2 ** min(address.failures - 1, 10), LONGEST_REST)
            address.rests_until = now + rest if error else None
            address.save(update_fields=["failures", "rests_until"])
    except Exception:
        log.exception("The outcome of the delivery %s can't be written; it is sent again.", delivery.pk)


def _outcome(delivery: Delivery, error: BaseException | None, now: datetime) -> dict[str, Any]:
    if error is None:
        return {"delivered_at": now, "last_error": ""}
    if not isinstance(error, OutwardError):
        log.error("The delivery %s failed.", delivery.pk, exc_info=error)
    said = str(error)[:200] or type(error).__name__
    if delivery.attempts > len(PATIENCE):
        return {"dead_at": now, "last_error": said}
    return {"due_at": now + PATIENCE[delivery.attempts - 1], "last_error": said}
