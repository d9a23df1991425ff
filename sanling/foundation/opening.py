"""When an office is open, as offices write it: "8:30-12:00, 14:00-17:30", "每天 9:00-18:00", "24 h".

The one spelling names the periods of a day from "00:00" to "24:00", with "daily" before them for an office that is
open every day. Without it an office is open on working days: which these are, the city's schedule says (`workdays`).
"""

import re
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.foundation.cleaning import fold

MOST_PERIODS = 6
_DAILY = "daily"
_DAY_MINUTES = 24 * 60
_EVERY_DAY = re.compile(
    r"(?:每天|每日|全年无休|(?:周|星期)一[至到-](?:周|星期)?[日天]|every ?day|daily)[:,;、 ]*", re.IGNORECASE
)
_WORKING_DAYS = re.compile(
    r"(?:(?:法定)?工作日|(?:周|星期)一[至到-](?:周|星期)?五|working ?days|mon(?:day)?-fri(?:day)?)[:,;、 ]*",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(
    r"(?:全天|昼夜)?\(?(?:24|二十四) ?(?:个?小时|h(?:ours)?)(?:服务|值班|开放)?\)?|全天|昼夜|day and night",
    re.IGNORECASE,
)
_TIME = r"(上午|早上|中午|下午|晚上|am|pm)? ?([0-9]{1,2})(?:[:.时点]([0-9]{2}|半)?分?|([0-9]{2}))? ?(am|pm)?"
_PERIOD = re.compile(rf"{_TIME} ?[-~至到] ?{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/、和及 ]*")
_LATE = frozenset({"下午", "晚上", "pm"})
# From eleven to one or two.
_NOON = "中午"
# Until midnight, which ends the day as "晚上12点".
_EVENING = "晚上"
_SPELT = re.compile(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True)
class Opening:
    """The periods of a day in minutes since midnight, in order and apart, and whether every day has them."""

    periods: tuple[tuple[int, int], ...]
    daily: bool = False

    @classmethod
    def spelt(cls, spelling: str) -> Self | None:
        """Return what the one spelling says, ``None`` for ""."""
        periods = tuple((_minutes(period[:5]), _minutes(period[6:])) for period in _SPELT.findall(spelling))
        return cls(periods, spelling.startswith(_DAILY)) if periods else None

    def has(self, minute: int) -> bool:
        """Tell whether a minute of the day is in one of the periods."""
        return any(begin <= minute < end for begin, end in self.periods)

    @property
    def times(self) -> list[tuple[str, str]]:
        """Return the periods as times of day."""
        return [(_clock(begin), _clock(end)) for begin, end in self.periods]

    @property
    def spelling(self) -> str:
        """Return the one spelling."""
        return " ".join([*([_DAILY] if self.daily else []), *("-".join(period) for period in self.times)])

    def __str__(self) -> str:
        """Return it in the reader's words, which `read_opening` reads again."""
        if self.periods == ((0, _DAY_MINUTES),) and self.daily:
            return pgettext("opening hours", "24 hours")
        times = pgettext("between opening hours", ", ").join(f"{begin}-{end}" for begin, end in self.times)
        if self.daily:
            return pgettext("opening hours", "Every day %(times)s") % {"times": times}
        return pgettext("opening hours", "Working days %(times)s") % {"times": times}


def read_opening(written: str) -> str:
    """Return the one spelling of opening hours, "" for nothing written.

    Raises ``ValueError`` with words for the writer.
    """
    text = fold(written).strip(" .。;,")
    if not text:
        return ""
    every, working = _EVERY_DAY.match(text), _WORKING_DAYS.match(text)
    named = every or working
    times = text[named.end() :] if named else text
    if _ALL_DAY.fullmatch(times):
        return Opening(((0, _DAY_MINUTES),), daily=not working).spelling
    return Opening(tuple(_periods(times)), daily=bool(every)).spelling


def _periods(text: str) -> list[tuple[int, int]]:
    periods: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        found = _PERIOD.match(text, at)
        if found is None:
            raise _unreadable()
        begin = _read(found.groups()[:5])
        # "下午2:00-5:30": the half of the day is said once.
        carried = found[1] if int(found[7]) < 12 or found[1] == _EVENING else None
        end = _read((found[6] or carried, *found.groups()[6:]))
        if begin >= end:
            raise ValueError(_("Each period begins before it ends. Write a night as 0:00-6:00, 18:00-24:00."))
        if periods and begin <= periods[-1][1]:
            raise ValueError(_("The periods of a day stand in order, and don't touch."))
        periods.append((begin, end))
        between = _BETWEEN.match(text, found.end())
        at = between.end() if between else found.end()
    if not periods:
        raise _unreadable()
    if len(periods) > MOST_PERIODS:
        raise ValueError(_("Please give at most %(most)d periods.") % {"most": MOST_PERIODS})
    return periods


def _read(said: tuple[str | None, ...]) -> int:
    before, hour, minute, run, behind = said
    half, hours = (before or behind or "").lower(), int(hour or 0)
    if (hours < 12 and half in _LATE) or (hours < 4 and half == _NOON):
        hours += 12
    elif hours == 12 and half in ("am", _EVENING):
        hours = 0 if half == "am" else 24
    minutes = 30 if minute == "半" else int(minute or run or 0)
    at = hours * 60 + minutes
    if minutes > 59 or at > _DAY_MINUTES:
        raise _unreadable()
    return at


def _unreadable() -> ValueError:
    return ValueError(
        _("Please give hours such as 8:30-12:00, 14:00-17:30, with “every day” before them, or 24 hours.")
    )


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
