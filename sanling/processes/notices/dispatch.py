"""What is due goes out: one message a post and channel, tried again with patience, given up with the reason.

Rows are claimed, the message is sent outside of any transaction, and the outcome written. Who dies in between has sent
perhaps: by the message's key a receiver drops what comes twice. Any number of threads may do so at once.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from sanling.foundation import clock
from sanling.foundation.delivery.channels.base import NotSent
from sanling.foundation.delivery.channels.every import CHANNELS
from sanling.processes.notices.models import Outgoing
from sanling.processes.notices.outward import message_of
from sanling.processes.notices.residents import message_to_party, not_before

log = logging.getLogger(__name__)
# Longer than any channel takes.
TAKEN_FOR = timedelta(minutes=2)
# After how long a message is tried again; after the last it is given up, seven hours after the first.
PATIENCE = (
    timedelta(seconds=20),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
# A channel that failed so often is left until the next beat, so that what is away doesn't hold up the others.
FAILURES_A_BEAT = 3
MOST_TOGETHER = 50
KEPT = timedelta(days=90)


def send_outgoing(ending: Callable[[], bool] = lambda: False) -> int:
    """Send until nothing is due; return how many messages were tried. ``ending``: whether to begin nothing more."""
    failures: Counter[str] = Counter()
    tried = 0
    while not ending():
        away = [channel for channel, count in failures.items() if count >= FAILURES_A_BEAT]
        rows = _claim(away)
        if not rows:
            break
        tried += 1
        failures[rows[0].channel] += not _send(rows)
    return tried


def forget_outgoing() -> int:
    """Forget what was given up a quarter ago; return how many."""
    return Outgoing.objects.filter(failed_at__lt=clock.now() - KEPT).delete()[0]


def _claim(away: Sequence[str]) -> list[Outgoing]:
    """Take the message that is due longest, with all else that is due of its post or waits for its party."""
    now = clock.now()
    free = Q(taken_until=None) | Q(taken_until__lte=now)
    with transaction.atomic():
        waiting = Outgoing.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            free, failed_at=None
        )
        # What a party is told of its matter is told in order: nothing overtakes what is being sent.
        being_sent = Outgoing.objects.filter(party=OuterRef("party"), taken_until__gt=now)
        due = waiting.filter(~Exists(being_sent), due_at__lte=now)
        first = due.exclude(channel__in=away).order_by("due_at", "pk").first()
        if first is None:
            return []
        of_one = due.filter(post=first.post_id) if first.post_id else waiting.filter(party=first.party_id)
        joined = of_one.select_related("post__user", "post__unit", "party", "matter").defer(
            "matter__text", "matter__search"
        )
        rows = list(joined.filter(channel=first.channel).order_by("pk")[:MOST_TOGETHER])
        taken = Outgoing.objects.filter(pk__in=[row.pk for row in rows])
        taken.update(taken_until=now + TAKEN_FOR, attempts=F("attempts") + 1)
    return rows


def _send(rows: Sequence[Outgoing]) -> bool:
    """Send what was claimed, and write what became of it; tell whether the channel took it."""
    claimed = Outgoing.objects.filter(pk__in=[row.pk for row in rows])
    now = clock.now()
    later = not_before(rows, now) if rows[0].party_id else now
    if later > now:
        claimed.update(taken_until=None, attempts=F("attempts") - 1, due_at=later)
        return True
    try:
        message = message_to_party(rows) if rows[0].party_id else message_of(rows)
        if message is not None:
            CHANNELS[rows[0].channel].send(message)
    except NotSent as error:
        _put_off(rows, str(error), lasting=error.lasting)
        # What is wrong with one recipient says nothing of the channel.
        return error.lasting
    except Exception:
        log.exception("A message by %s failed.", rows[0].channel)
        _put_off(rows, "The message could not be made.", lasting=False)
        return False
    claimed.delete()
    return True


def _put_off(rows: Sequence[Outgoing], reason: str, *, lasting: bool) -> None:
    now = clock.now()
    for row in rows:
        # The row was read before its attempt was counted.
        over = lasting or row.attempts >= len(PATIENCE)
        row.taken_until, row.last_error = None, reason[:200]
        row.failed_at = now if over else None
        row.due_at = row.due_at if over else now + PATIENCE[row.attempts]
    Outgoing.objects.bulk_update(rows, ["taken_until", "last_error", "failed_at", "due_at"])
    log.warning("A message by %s did not go out: %s", rows[0].channel, reason)
