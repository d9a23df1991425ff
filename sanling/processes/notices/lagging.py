"""What of messages does not go out, for whoever runs the city: numbers, days and reasons, and nothing of whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from sanling.foundation import clock
from sanling.processes.notices.models import Outgoing

# Longer than the worker needs, and than a channel that fails is left alone for at first.
LATE = timedelta(hours=1)


@dataclass(frozen=True)
class Lag:
    """How many messages of one reason or channel lag, and since when the oldest does."""

    of: str
    count: int
    oldest: datetime


def given_up() -> list[Lag]:
    """Return what was given up by the reason, the most frequent first."""
    failed = Outgoing.objects.filter(failed_at__isnull=False).values("last_error")
    rows = failed.annotate(count=Count("pk"), oldest=Min("failed_at")).order_by("-count", "last_error")
    return [Lag(row["last_error"], row["count"], row["oldest"]) for row in rows]


def too_late() -> list[Lag]:
    """Return what has been due for an hour, tried or not, by the channel."""
    now = clock.now()
    untried, tried = Q(attempts=0, due_at__lt=now - LATE), Q(attempts__gt=0, created_at__lt=now - LATE)
    late = Outgoing.objects.filter(untried | tried, failed_at=None).values("channel")
    rows = late.annotate(count=Count("pk"), oldest=Min("created_at")).order_by("channel")
    return [Lag(row["channel"], row["count"], row["oldest"]) for row in rows]
