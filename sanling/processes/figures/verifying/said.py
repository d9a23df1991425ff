"""The words in which a bulletin is written down: what is printed, and what each number is said to be."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

Words = StrictStr
# No count has more digits; one of thousands of them can't even be told.
Whole = Annotated[StrictInt, Field(gt=-(10**15), lt=10**15)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RateSaid(_Part):
    """A share as it is printed; the counts may be left out where the bulletin doesn't say which."""

    name: str
    printed: Words | Whole | StrictFloat
    numerator: str = ""
    denominator: str = ""
    stated: bool = True
    # Of more than the whole, as cases settled this year of those taken in this year.
    within: bool = True


class SumSaid(_Part):
    """Counts that make up another."""

    total: str
    parts: tuple[str, ...] = Field(min_length=1)


class PartSaid(_Part):
    """A count that is among another."""

    part: str
    whole: str


class ConjunctionSaid(_Part):
    """A share of what keeps all of several conditions, and the shares of those that keep each."""

    name: str
    all: Words | Whole | StrictFloat
    each: dict[str, Words | Whole | StrictFloat]


class ChangeSaid(_Part):
    """By how much a count changed, in per cent of what it was, or a share, in points."""

    name: str
    now: str
    before: str
    printed: Words | Whole | StrictFloat


class LastingSaid(_Part):
    """How many days it is from one to another, by their names."""

    name: str
    begins: str
    ends: str
    printed: Words | Whole


class OwnSaid(_Part):
    """Which number of ours a printed one is: of an indicator, asked as on its page (period, place, what narrows it).

    ``name`` is a rate's, or a count's with the side of the indicator that it is.
    """

    name: str
    indicator: str
    period: str
    place: str = ""
    group: str = ""
    type: str = ""
    sector: str = ""
    zero: str = ""
    side: str = Field("", pattern="^(|numerator|denominator)$")


class BulletinSaid(_Part):
    """One bulletin of a file."""

    id: str = ""
    city: str = ""
    as_of: date | Words | None = None
    counts: dict[str, Whole | Words] = {}
    approx: tuple[str, ...] = ()
    rates: tuple[RateSaid, ...] = ()
    sums: tuple[SumSaid, ...] = ()
    parts: tuple[PartSaid, ...] = ()
    conjunctions: tuple[ConjunctionSaid, ...] = ()
    changes: tuple[ChangeSaid, ...] = ()
    points: tuple[ChangeSaid, ...] = ()
    dates: dict[str, date | Words] = {}
    order: tuple[tuple[str, str], ...] = ()
    spans: tuple[LastingSaid, ...] = ()
    own: tuple[OwnSaid, ...] = ()
