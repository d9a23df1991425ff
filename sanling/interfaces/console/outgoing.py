"""Whether messages to staff and residents go out."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min

from sanling.foundation import clock
from sanling.interfaces.console.finding import Finding, Severity
from sanling.processes.notices.models import Outgoing

# Longer than the worker needs, and than a channel that fails is left alone for at first.
LATE = timedelta(hours=1)


def outgoing() -> Iterator[Finding]:
    """Tell how many messages were given up, since when and mostly why, and what waits too long."""
    failed, waiting = given_up(), too_late()
    yield from failed
    yield from waiting
    if not failed and not waiting:
        yield Finding(Severity.GOOD, "messages", "none was given up, none waits")


def given_up() -> list[Finding]:
    """Return what is said of messages that were given up: their number, the oldest, and the most frequent reason."""
    failed = Outgoing.objects.filter(failed_at__isnull=False)
    reasons = list(
        failed.values("last_error")
        .annotate(count=Count("pk"), oldest=Min("failed_at"))
        .order_by("-count", "last_error")
    )
    if not reasons:
        return []
    count, oldest = sum(row["count"] for row in reasons), min(row["oldest"] for row in reasons)
    others = f", and {len(reasons) - 1} other reasons" if len(reasons) > 1 else ""
    first = reasons[0]["last_error"].rstrip(".")
    text = f"{count} were given up, the oldest at {oldest:%Y-%m-%d %H:%M} UTC: {first}{others}"
    fix = "mend that, then have them sent again on the desk's page of messages."
    return [Finding(Severity.WARNING, "messages", text, fix)]


def too_late() -> list[Finding]:
    """Return what is said of messages that have been due for an hour, by channel."""
    due = Outgoing.objects.filter(failed_at=None, created_at__lt=clock.now() - LATE, due_at__lt=clock.now())
    late = due.filter(attempts=0, due_at__lt=clock.now() - LATE) | due.filter(attempts__gt=0)
    rows = late.values("channel").annotate(count=Count("pk"), oldest=Min("created_at")).order_by("channel")
    fix = "start `sanling worker`; its log says why a channel fails."
    return [
        Finding(
            Severity.WARNING,
            "messages",
            f"{row['count']} by {row['channel']} wait, the oldest since {row['oldest']:%Y-%m-%d %H:%M} UTC",
            fix,
        )
        for row in rows
    ]
