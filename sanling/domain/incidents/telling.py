"""What follows from incidents is computed anew soon after: whoever computes it follows this topic of the outbox."""

from collections.abc import Iterable
from datetime import date

from sanling.foundation.delivery.outbox import NewOutboxRow, put_many

TOPIC = "incidents.changed"


def tell_changed(changed: Iterable[tuple[int, date]]) -> None:
    """Tell, in the caller's transaction, that something is known of subjects, by their keys, on some days."""
    put_many(
        NewOutboxRow(TOPIC, str(subject), {"subject": subject, "day": day.isoformat()})
        for subject, day in sorted(set(changed))
    )
