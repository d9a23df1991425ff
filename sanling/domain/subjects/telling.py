"""What follows from changed subjects is computed anew soon after: whoever computes it follows this topic."""

from collections.abc import Collection

from sanling.domain.territory.rules import Level, city_of
from sanling.foundation.delivery.outbox import NewOutboxRow, put_many

TOPIC = "subjects.changed"


def tell_moved(divisions: Collection[str], *, year: int | None = None) -> None:
    """Tell, in the caller's transaction, in which counties subjects came, went, or were told otherwise.

    Of a ``year`` where it is that alone of which something was told.
    """
    counties = sorted({path[: Level.COUNTY] for path in divisions})
    of = {} if year is None else {"year": year}
    if counties:
        put_many([NewOutboxRow(TOPIC, city_of(counties[0]), {"counties": counties, **of})])
