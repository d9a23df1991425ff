"""Days that a bulletin names: whether they exist, are past, follow each other, and fall on the weekday printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanling.foundation.cleaning import fold
from sanling.foundation.days import read_written_day

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"[(\s]*(?:星期|周|礼拜)([一二三四五六日天])[)\s]*$")


class Wrong(StrEnum):
    """What is wrong with a day."""

    NONE_SUCH = "none_such"
    AHEAD = "ahead"
    ORDER = "order"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class DayFound:
    """A day that contradicts; ``right`` is the weekday that it is, or what should have come before."""

    name: str
    said: str
    wrong: Wrong
    right: str = ""


def parted(said: str) -> tuple[str, str]:
    """Return a day as it is printed and the weekday that stands behind it, "" where none does."""
    text = fold(said)
    found = _WEEKDAY.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), found[1].replace("天", "日")


def day_of(said: str) -> date | None:
    """Return the day that is printed, None where there is no such."""
    try:
        return read_written_day(parted(said)[0])
    except ValueError:
        return None


def judge_days(
    days: Mapping[str, str], orders: Sequence[tuple[str, str]], *, not_after: Mapping[str, date]
) -> Iterator[DayFound]:
    """Yield what contradicts of days by their names: each by itself, and pairs of which the first comes first."""
    known = {name: day_of(said) for name, said in days.items()}
    for name, said in days.items():
        day, weekday = known[name], parted(said)[1]
        if day is None:
            yield DayFound(name, said, Wrong.NONE_SUCH)
            continue
        if weekday and _WEEKDAYS[day.weekday()] != weekday:
            yield DayFound(name, said, Wrong.WEEKDAY, _WEEKDAYS[day.weekday()])
        if name in not_after and day > not_after[name]:
            yield DayFound(name, said, Wrong.AHEAD)
    for first, second in orders:
        begins, ends = known.get(first), known.get(second)
        if begins and ends and ends < begins:
            yield DayFound(second, days[second], Wrong.ORDER, days[first])
