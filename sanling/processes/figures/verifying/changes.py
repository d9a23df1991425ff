"""What a bulletin claims of time: how a count or share changed, and how many days something lasted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from sanling.processes.figures.verifying.claims import (
    Claim,
    Key,
    Said,
    Sort,
    Verdict,
    product,
    quotient,
    verdict_of,
)
from sanling.processes.figures.verifying.printed import Rounding, Span, point


@dataclass(frozen=True)
class _OverTime(Claim):
    """A number ``of`` a sort was one thing before, and is another now."""

    of: ClassVar[Sort]
    now: str
    before: str

    @property
    def key(self) -> Key:
        """Return where the change stands."""
        return Key(Sort.CHANGE, self.name)

    @property
    @override
    def keys(self) -> Sequence[Key]:
        return (Key(self.of, self.now), Key(self.of, self.before), self.key)


@dataclass(frozen=True)
class Change(_OverTime):
    """A count grew or fell by so many per cent of what it was."""

    of = Sort.COUNT

    @override
    def judge(self, said: Said) -> Verdict:
        now, before, printed = (said[key] for key in self.keys)
        if not before.value:
            return Verdict(agrees=False, right=Span(None, None))
        right = quotient(now.usual(), before.usual()) + point(Fraction(-100))
        nominal = (now.value - before.value) * 100 / before.value
        return verdict_of(printed, right, nominal=nominal, about=not (now.is_exact and before.is_exact))

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        now, before, printed = (said[of].usual() for of in self.keys)
        if key == self.key:
            return quotient(now, before) + point(Fraction(-100)) if before.high else None
        of_before = printed + point(Fraction(100))
        if key.name == self.now:
            return product(before, of_before) & Span(Fraction(0), None)
        return quotient(now, of_before) if of_before.high and of_before.high > 0 else None

    @override
    def nominal(self, key: Key, said: Said) -> Fraction | None:
        now, before, printed = (said[of].value for of in self.keys)
        if key.name == self.now and key != self.key:
            return before * (100 + printed) / 100
        return (
            now * 100 / (100 + printed)
            if key.name == self.before and key != self.key and printed > -100
            else None
        )


@dataclass(frozen=True)
class Points(_OverTime):
    """A share rose or fell by so many percentage points; of rounded shares, or of what these were before."""

    of = Sort.SHARE

    @override
    def judge(self, said: Said) -> Verdict:
        now, before, printed = (said[key] for key in self.keys)
        right = now.usual() + before.usual().mirrored()
        if printed.usual().holds(now.value - before.value):
            return Verdict(agrees=True, right=point(now.value - before.value))
        fits = printed.usual().meets(right)
        how = Rounding.HALF_UP if fits else None
        return Verdict(agrees=fits, right=point(now.value - before.value), how=how)

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        now, before, printed = (said[of] for of in self.keys)
        if key == self.key:
            return point(now.value - before.value)
        if key.name == self.now:
            return printed.usual() + point(before.value)
        return printed.usual().mirrored() + point(now.value)


@dataclass(frozen=True)
class Lasting(Claim):
    """From one day to another it is so many days, with both of them or with one."""

    begins: date
    ends: date

    @property
    def key(self) -> Key:
        """Return where the number of days stands."""
        return Key(Sort.DAYS, self.name)

    @property
    @override
    def keys(self) -> Sequence[Key]:
        return (self.key,)

    @override
    def judge(self, said: Said) -> Verdict:
        room = self._days()
        return Verdict(agrees=said[self.key].usual().meets(room), right=room, about=said[self.key].about)

    @override
    def room_for(self, key: Key, said: Said) -> Span | None:
        return self._days()

    def _days(self) -> Span:
        between = Fraction((self.ends - self.begins).days)
        return Span(between, between + 1)
