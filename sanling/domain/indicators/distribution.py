"""Durations as a histogram that can be added: medians and other quantiles of any sum, with a stated error.

A duration of so many minutes (at least one) falls into the bucket of the largest power of `BASE` that it reaches. A
quantile is told by the middle of its bucket, so that it is off by a factor of at most the square root of `BASE`.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import floor, log

BASE = 1.1
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
