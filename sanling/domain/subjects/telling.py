"""What follows from changed subjects is computed anew soon after: whoever computes it follows this topic."""

from collections.abc import Collection

from sanling.domain.territory.rules import Level, city_of
from sanling.foundation.delivery.outbox import NewOutboxRow, put_many

TOPIC = "subjects.changed"


def tell_moved(divisions: Collection[str]) -> None:
    """Tell, in the caller's transaction, in which counties subjects came, went, or were told otherwise."""
    counties = sorted({path[: Level.COUNTY] for path in divisions})
    if counties:
        put_many([NewOutboxRow(TOPIC, city_of(counties[0]), {"counties": counties})])
