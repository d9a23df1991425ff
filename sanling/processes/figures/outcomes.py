"""How disputes like somebody's ended in a city, as everybody may be told: sums of months, never of few."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sanling.domain.indicators.distribution import quantile
from sanling.foundation.days import month_before
from sanling.processes.figures.models import Rollup
from sanling.processes.figures.queries import By

ENDED, SETTLED, TIME = "ended", "successful", "handling_time"


@dataclass(frozen=True)
class Outcomes:
    """Of the matters of some categories that ended from one month to another, how many with success, and how soon."""

    first: date
    last: date
    ended: int
    settled: int
    median: timedelta | None

    @property
    def days(self) -> int | None:
        """Return the median in days, at least one; half of them took no longer."""
        return None if self.median is None else max(1, -(-self.median // timedelta(days=1)))


def outcomes(
    city: str, kind: str, categories: Collection[str], *, months: int, smallest: int, today: date
) -> Outcomes | None:
    """Return how matters ended in so many whole months before this one; None where a number is smaller than told.

    What is confidential or concealed is not counted. The difference of the two is not told where it is small either:
    it would tell how a few ended.
    """
    last = month_before(today.replace(day=1))
    first = last
    for _month in range(months - 1):
        first = month_before(first)
    sums = Rollup.objects.filter(
        flow="matters",
        level=len(city),
        monthly=True,
        by=By.CATEGORY.value,
        place=city,
        kind=kind,
        value__in=sorted(categories),
        secrecy=0,
        period__gte=first,
        period__lte=last,
        measure__in=(ENDED, SETTLED, TIME),
    )
    found: Counter[str] = Counter()
    times: Counter[int] = Counter()
    for measure, bucket, amount in sums.values_list("measure", "bucket", "amount"):
        found[measure] += amount
        if measure == TIME:
            times[bucket] += amount
    others = found[ENDED] - found[SETTLED]
    if found[SETTLED] < smallest or 0 < others < smallest or others < 0:
        return None
    median = quantile(times, 0.5) if sum(times.values()) >= smallest else None
    return Outcomes(first, last, found[ENDED], found[SETTLED], median)
