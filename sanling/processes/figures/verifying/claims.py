"""What a bulletin claims of its numbers, each judged by itself: shares, totals, parts, conjunctions."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from operator import add
from typing import NamedTuple

from typing_extensions import override

from sanling.processes.figures.verifying.printed import Printed, Rounding, Span, point


class Sort(StrEnum):
    """What a number that is printed is."""

    COUNT = "count"
    SHARE = "share"
    CHANGE = "change"
    DAYS = "days"


class Key(NamedTuple):
    """Where a number stands: of its sort, by its name."""

    sort: Sort
    name: str


Said = Mapping[Key, Printed]
# A number of a table is called by its line and its column.
BETWEEN = " · "


@dataclass(frozen=True)
class Verdict:
    """Whether a claim agrees with itself; ``right`` is what its numbers give, ``how`` what it needs to agree.

    Without a ``how`` it agrees as figures usually do.
    """

    agrees: bool
    right: Span
    how: Rounding | None = None
    about: bool = False

    @property
    def remarkable(self) -> bool:
        """Tell whether it agrees only by what is to be told of it."""
        return self.agrees and (self.about or self.how is not None)


@dataclass(frozen=True)
class Claim(ABC):
    """A tie between numbers of a bulletin."""

    name: str

    @property
    @abstractmethod
    def keys(self) -> Sequence[Key]:
        """Return where its numbers stand."""

    @abstractmethod
    def judge(self, said: Said) -> Verdict:
        """Tell whether it holds for what is said."""

    @abstractmethod
    def room_for(self, key: Key, said: Said) -> Span | None:
        """Return where a number would have to lie for it to hold, the others being right; None where none would do."""

    def nominal(self, key: Key, said: Said) -> Fraction | None:
        """Return what a number would be if the others were right to the last digit; None of what has no such."""
        return None


def verdict_of(printed: Printed, right: Span, *, nominal: Fraction | None, about: bool) -> Verdict:
    """Compare what is printed with what it should be; ``nominal`` takes numbers that are about so much as said."""
    for rounding, span in printed.spans.items():
        at_its_word = right if nominal is None else point(nominal)
        if span.meets(at_its_word):
            usual = rounding in (Rounding.HALF_UP, Rounding.HALF_EVEN)
            return Verdict(agrees=True, right=at_its_word, how=None if usual else rounding, about=about)
    if (about or printed.about) and printed.usual().meets(right):
        return Verdict(agrees=True, right=right, about=True)
    return Verdict(agrees=False, right=right if nominal is None else point(nominal), about=about)


def agree(claim: Claim, *numbers: Printed) -> bool:
    """Tell whether a claim holds for numbers in the order of its keys."""
    return claim.judge(dict(zip(claim.keys, numbers, strict=True))).agrees


def quotient(above: Span, below: Span) -> Span:
    """Return what one not negative number is of another, in per cent."""
    low = None if above.low is None or not below.high else above.low * 100 / below.high
    high = None if above.high is None or not below.low else above.high * 100 / below.low
    return Span(low, high, above.low_in and below.high_in, above.high_in and below.low_in)


@dataclass(frozen=True)
class Share(Claim):
    """So much of so much is so many per cent; the two counts are ``stated``, or only how a reader takes it."""

    above: str
    below: str
    stated: bool = True

    @property
    def key(self) -> Key:
        """Return where its percentage stands."""
        return Key(Sort.SHARE, self.name)

    @property
    @override
    def keys(self) -> Sequence[Key]:
        return (Key(Sort.COUNT, self.above), Key(Sort.COUNT, self.below), self.key)

    @override
    def judge(self, said: Said) -> Verdict:
        above, below, printed = (said[key] for key in self.keys)
        if not below.value:
            return Verdict(agrees=False, right=Span(None, None))
        right = quotient(above.usual(), below.usual())
        nominal = above.value * 100 / below.value
        return verdict_of(printed, right, nominal=nominal, about=not (above.is_exact and below.is_exact))

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        above, below, printed = (said[of].usual() for of in self.keys)
        if key == self.key:
            return quotient(above, below) if below.high else None
        if key.name == self.above:
            return product(below, printed)
        return quotient(above, printed) if printed.high and printed.high > 0 else None

    @override
    def nominal(self, key: Key, said: Said) -> Fraction | None:
        above, below, printed = (said[of].value for of in self.keys)
        if key.name == self.above and key != self.key:
            return below * printed / 100
        return above * 100 / printed if key.name == self.below and key != self.key and printed else None


def product(whole: Span, percent: Span) -> Span:
    """Return so many per cent of a number."""
    low = None if whole.low is None or percent.low is None else whole.low * percent.low / 100
    high = None if whole.high is None or percent.high is None else whole.high * percent.high / 100
    return Span(low, high, whole.low_in and percent.low_in, whole.high_in and percent.high_in)


@dataclass(frozen=True)
class Total(Claim):
    """Parts make up a whole."""

    total: str
    parts: tuple[str, ...]

    @property
    @override
    def keys(self) -> Sequence[Key]:
        return tuple(Key(Sort.COUNT, name) for name in (self.total, *self.parts))

    @override
    def judge(self, said: Said) -> Verdict:
        total, *parts = (said[key] for key in self.keys)
        right = reduce(add, (part.usual() for part in parts))
        nominal = sum((part.value for part in parts), Fraction(0))
        exact = all(number.is_exact for number in parts)
        return verdict_of(total, right, nominal=nominal, about=not exact or not total.is_exact)

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        total, *parts = self.keys
        if key == total:
            return reduce(add, (said[part].usual() for part in parts))
        others = [said[part].usual().mirrored() for part in parts if part != key]
        room = reduce(add, others, said[total].usual())
        return room & Span(Fraction(0), None)


@dataclass(frozen=True)
class Within(Claim):
    """A part isn't larger than its whole: a count or a share, which may have been rounded."""

    part: Key
    whole: Key

    @property
    @override
    def keys(self) -> Sequence[Key]:
        return (self.part, self.whole)

    @override
    def judge(self, said: Said) -> Verdict:
        part, whole = said[self.part], said[self.whole]
        right = Span(None, whole.value)
        if part.value <= whole.value:
            return Verdict(agrees=True, right=right)
        low, high = part.usual().low, whole.usual().high
        fits = low is not None and high is not None and low < high
        return Verdict(agrees=fits, right=right, how=Rounding.HALF_UP if fits else None)

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        if key == self.part:
            return Span(Fraction(0), said[self.whole].value)
        return Span(said[self.part].value, None)
