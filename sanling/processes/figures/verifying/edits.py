"""How somebody mistypes a number: two digits swapped, one another, one more or one less."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise


class How(StrEnum):
    """What a change does to a number, the smallest first."""

    SWAPPED = "swapped"
    DIGIT = "digit"
    OTHER_COUNT = "other_count"
    MISSING = "missing"
    EXTRA = "extra"
    TWO_DIGITS = "two_digits"
    OTHER = "other"


COSTS: Mapping[How, int] = {
    How.SWAPPED: 10,
    How.DIGIT: 10,
    How.OTHER_COUNT: 14,
    How.MISSING: 15,
    How.EXTRA: 15,
    How.TWO_DIGITS: 20,
    How.OTHER: 30,
}


def edits(digits: str) -> Iterator[tuple[How, str]]:
    """Yield a number with two neighbours swapped, one digit another, one more, or one less; none begins with 0."""
    seen = {digits}
    for how, changed in _edits(digits):
        whole = changed.partition(".")[0]
        if changed not in seen and whole and (whole == "0" or not whole.startswith("0")):
            seen.add(changed)
            yield how, changed


def _edits(digits: str) -> Iterator[tuple[How, str]]:
    places = [at for at, sign in enumerate(digits) if sign != "."]
    for at, following in pairwise(places):
        signs = list(digits)
        signs[at], signs[following] = signs[following], signs[at]
        yield How.SWAPPED, "".join(signs)
    for at in places:
        for digit in "0123456789":
            yield How.DIGIT, f"{digits[:at]}{digit}{digits[at + 1 :]}"
    for at in range(len(digits) + 1):
        for digit in "0123456789":
            yield How.MISSING, f"{digits[:at]}{digit}{digits[at:]}"
    for at in places:
        rest = f"{digits[:at]}{digits[at + 1 :]}"
        if rest and not rest.endswith("."):
            yield How.EXTRA, rest


def how_far(before: str, after: str) -> How:
    """Return what makes one number another."""
    for how, changed in edits(before):
        if changed == after:
            return how
    apart = [at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]]
    same_shape = len(before) == len(after) and before.find(".") == after.find(".")
    return How.TWO_DIGITS if same_shape and len(apart) == 2 else How.OTHER
