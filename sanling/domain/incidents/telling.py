"""What follows from incidents is computed anew soon after: whoever computes it follows this topic of the outbox."""

from collections.abc import Iterable
from datetime import date

from sanling.foundation.delivery.outbox import NewOutboxRow, put, put_many

TOPIC = "incidents.changed"
# Of single incidents, by their keys.
RECORDED = "incidents.recorded"
# Of levels that were told of an accident.
REPORTED = "incidents.reported"
# With this begins the reason of what a department's system said otherwise; its own words may follow.
TOLD_AGAIN = "told otherwise by the department's system"


def tell_changed(changed: Iterable[tuple[int, date]]) -> None:
    """Tell, in the caller's transaction, that something is known of subjects, by their keys, on some days."""
    put_many(
        NewOutboxRow(TOPIC, str(subject), {"subject": subject, "day": day.isoformat()})
        for subject, day in sorted(set(changed))
    )


def tell_recorded(incidents: Iterable[int]) -> None:
    """Tell, in the caller's transaction, that incidents were recorded or replaced, by their keys."""
    put_many(NewOutboxRow(RECORDED, str(incident), {}) for incident in sorted(set(incidents)))


def tell_reported(accident: int, level: str) -> None:
    """Tell, in the caller's transaction, that a level was told of an accident, by its key."""
    put(REPORTED, str(accident), {"incident": accident, "level": level})


def tell_month(city: str, month: date) -> None:
    """Tell, in the caller's transaction, that something is known of a city's whole month, by its first day."""
    put(TOPIC, f"{city}:{month:%Y-%m}", {"city": city, "month": month.isoformat()})
