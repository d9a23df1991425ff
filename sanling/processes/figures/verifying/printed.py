"""Numbers as they are printed: their digits, what the last of them is worth, and what may have been rounded to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from sanling.foundation.cleaning import fold

# What is printed has so many digits at most; longer ones are codes or mistakes of a keyboard.
MOST_DIGITS = 15
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_ABOUT = re.compile(
    "大约|约|近似|左右|上下|将近|接近|近|不到|不足|超过|超|逾|突破|余|多|以上"
    "|about|over|more than|nearly|almost|approximately|around|some",
    re.IGNORECASE,
)
_DOWN = re.compile(r"下降|减少|降低|降幅|回落|下跌|少|降|fell|down|less|fewer|decrease\w*|-|[\u2212\u2013]")
# With commas between thousands alone: "12,34" are two numbers.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"({NUMBER})\s*([百千万亿]?)")
_TIMES = re.compile(r"[\d.]\s*(倍|times)")


class Unreadable(ValueError):
    """A text is no number, or holds several."""


class Rounding(StrEnum):
    """How a number may have come to its last digit, the usual way first."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    CUT = "cut"
    UP = "up"
    TWICE = "twice"


class Span(NamedTuple):
    """All numbers from one to another, with or without these; None is no end."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    def meets(self, other: "Span") -> bool:
        """Tell whether a number lies in both."""
        return _begins_within(self, other) and _begins_within(other, self)

    def __and__(self, other: "Span") -> "Span | None":
        """Return what lies in both, None where nothing does."""
        if not self.meets(other):
            return None
        lows = [(span.low, span.low_in) for span in (self, other) if span.low is not None]
        highs = [(span.high, span.high_in) for span in (self, other) if span.high is not None]
        low, low_in = max(lows, key=lambda end: (end[0], not end[1]), default=(None, True))
        high, high_in = min(highs, key=lambda end: (end[0], end[1]), default=(None, True))
        return Span(low, high, low_in, high_in)

    def holds(self, value: Fraction) -> bool:
        """Tell whether a number lies in it."""
        return self.meets(Span(value, value))

    def times(self, factor: Fraction) -> "Span":
        """Return it with both ends multiplied by what isn't negative."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Span(low, high, self.low_in, self.high_in)

    def mirrored(self) -> "Span":
        """Return it on the other side of 0."""
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Span(low, high, self.high_in, self.low_in)

    def __add__(self, other: object) -> "Span":
        """Return all sums of a number of each."""
        if not isinstance(other, Span):
            return NotImplemented
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(low, high, self.low_in and other.low_in, self.high_in and other.high_in)


def _begins_within(span: Span, other: Span) -> bool:
    """Tell whether a span does not begin after another's end."""
    if span.low is None or other.high is None:
        return True
    return span.low < other.high or (span.low == other.high and span.low_in and other.high_in)


def point(value: Fraction) -> Span:
    """Return the span of one number."""
    return Span(value, value)


@dataclass(frozen=True)
class Printed:
    """A number as it stands in a text: 2.36万 has the digits "2.36", each of which is worth ten thousand times itself.

    ``about`` is what says of itself that it isn't exact. A share has percent for its unit.
    """

    digits: str
    scale: int = 1
    about: bool = False
    share: bool = False
    negative: bool = False

    @cached_property
    def value(self) -> Fraction:
        """Return the number."""
        size = Fraction(self.digits) * self.scale
        return -size if self.negative else size

    @cached_property
    def step(self) -> Fraction:
        """Return what its last digit is worth; of a number that is about so much, the last that isn't 0."""
        decimals = len(self.digits.partition(".")[2])
        unit = Fraction(self.scale, 10**decimals)
        zeros = len(self.digits) - len(self.digits.rstrip("0")) if self.about and not decimals else 0
        return Fraction(unit * 10 ** min(zeros, max(len(self.digits) - 1, 0)))

    @property
    def is_exact(self) -> bool:
        """Tell whether it is a count of which every digit is told."""
        return not self.about and not self.share and self.step == 1

    @cached_property
    def spans(self) -> Mapping[Rounding, Span]:
        """Return what it may have been before it was rounded, by each usual way; of an exact one only itself."""
        if self.is_exact:
            return {Rounding.HALF_UP: point(self.value)}
        size, step = abs(self.value), self.step
        half = step / 2
        even = int(size / step) % 2 == 0
        ways = {
            Rounding.HALF_UP: Span(size - half, size + half, low_in=True, high_in=False),
            Rounding.HALF_EVEN: Span(size - half, size + half, low_in=even, high_in=even),
            Rounding.CUT: Span(size, size + step, low_in=True, high_in=False),
            Rounding.UP: Span(size - step, size, low_in=False, high_in=True),
            # First to one digit more, then to this.
            Rounding.TWICE: Span(size - half - step / 20, size - half, low_in=True, high_in=False),
        }
        return {way: span.mirrored() for way, span in ways.items()} if self.negative else ways

    def usual(self) -> Span:
        """Return what it may have been when it was rounded half up; about so much is anything near it."""
        if self.about:
            return Span(self.value - self.step / 2, self.value + self.step, low_in=True, high_in=False)
        return self.spans[Rounding.HALF_UP]

    def having(self, digits: str) -> "Printed":
        """Return the same with other digits."""
        return Printed(digits, self.scale, self.about, self.share, self.negative)

    def nearest(self, value: Fraction) -> "Printed":
        """Return the same, saying another value, rounded half up to as many decimals."""
        decimals = len(self.digits.partition(".")[2])
        shifted = abs(value) / self.scale * 10**decimals
        whole = int(shifted + Fraction(1, 2))
        text = str(whole).rjust(decimals + 1, "0")
        digits = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
        return Printed(digits, self.scale, self.about, self.share, negative=value < 0)

    def __str__(self) -> str:
        """Return it as it is read: 23,613, 94%, −12.5%."""
        whole, point_, decimals = self.digits.partition(".")
        shown = f"{int(whole):,}{point_}{decimals}"
        unit = "%" if self.share else {scale: sign for sign, scale in _SCALES.items()}[self.scale]
        return f"{'−' if self.negative else ''}{shown}{unit}"


def read_count(said: object, *, about: bool = False) -> Printed:
    """Return a count as it is printed: 23613, "23,613", "２.３６万件", "约 25200". Raises Unreadable."""
    if isinstance(said, bool) or not isinstance(said, int | str):
        raise Unreadable(str(said))
    text = fold(str(said)).strip()
    digits, scale = _only_number(text)
    if "%" in text or text.startswith("-"):
        raise Unreadable(text)
    return Printed(digits, scale, about=about or bool(_ABOUT.search(text)))


def read_share(said: object) -> Printed:
    """Return a percentage as it is printed: "94%", "−12.5％", "下降12.5%", "增长1.2倍", 94.5. Raises Unreadable.

    What fell is negative. A number without a sign of per cent is one of per cent.
    """
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise Unreadable(str(said))
    text = fold(repr(said) if isinstance(said, float) else str(said)).strip()
    digits, scale = _only_number(text)
    if scale != 1:
        raise Unreadable(text)
    if _TIMES.search(text):
        digits = _plain(Decimal(digits) * 100)
    return Printed(
        digits,
        about=bool(_ABOUT.search(text)),
        share=True,
        negative=bool(_DOWN.search(text)) and float(digits) > 0,
    )


def _only_number(text: str) -> tuple[str, int]:
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        raise Unreadable(text)
    digits = found[0][1].replace(",", "")
    if len(digits) > MOST_DIGITS:
        raise Unreadable(text)
    whole, point_, decimals = digits.partition(".")
    return f"{int(whole)}{point_}{decimals}", _SCALES[found[0][2]]


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
