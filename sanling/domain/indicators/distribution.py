"""Durations as a histogram that can be added: medians and other quantiles of any sum, with a stated error.

A duration of so many minutes (at least one) falls into the bucket of the largest power of `BASE` that it reaches. A
quantile is told by the middle of its bucket, so that it is off by a factor of at most the square root of `BASE`.

How old what is open is changes by the day: what is kept of it is its day, in days since `BEGINNING`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from math import floor, log

BASE = 1.1
BEGINNING = date(2000, 1, 1)
# By which part a quantile may be off.
ERROR = BASE**0.5 - 1


def bucket_of(duration: timedelta) -> int:
    """Return the bucket of a duration."""
    return floor(log(max(duration.total_seconds() / 60, 1)) / log(BASE))


def bucket_sql(duration: str) -> str:
    """Return the SQL of the bucket of an interval in SQL."""
    minutes = f"greatest(extract(epoch FROM {duration}) / 60, 1)"
    return f"floor(ln({minutes}) / ln({BASE}))::int"


def quantile(counts: Mapping[int, int], share: float) -> timedelta | None:
    """Return the duration that such a share do not exceed, from how many lie in each bucket; None of none."""
    whole = sum(counts.values())
    if not whole:
        return None
    wanted, found = share * whole, 0
    for bucket in sorted(counts):
        found += counts[bucket]
        if found >= wanted:
            return timedelta(minutes=BASE ** (bucket + 0.5))
    raise ValueError(share)


def ages(counts: Mapping[int, int], on: date) -> dict[int, int]:
    """Return how many lie in each bucket of their ages at the end of a day, from how many began on each day.

    What began on a day began at noon, taken all together: an age is off by at most half a day more.
    """
    found: dict[int, int] = {}
    for since, count in counts.items():
        age = on - (BEGINNING + timedelta(days=since)) + timedelta(hours=12)
        bucket = bucket_of(age)
        found[bucket] = found.get(bucket, 0) + count
    return found
