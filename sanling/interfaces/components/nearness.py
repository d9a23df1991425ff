"""How near an instant is, in words: pure, so that tests can turn the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

PROVISIONAL = gettext_lazy(
    "The holidays of that year are not published yet; the deadline will be counted again when they are."
)
# From which span on a unit is used, the unit, and how it is said; the longest first.
AGO = (
    (DAY, DAY, ngettext_lazy("%(n)s day ago", "%(n)s days ago", "n")),
    (HOUR, HOUR, ngettext_lazy("%(n)s hour ago", "%(n)s hours ago", "n")),
    (MINUTE, MINUTE, ngettext_lazy("%(n)s minute ago", "%(n)s minutes ago", "n")),
)
LEFT = (
    (2 * DAY, DAY, ngettext_lazy("%(n)s day left", "%(n)s days left", "n")),
    (HOUR, HOUR, ngettext_lazy("%(n)s hour left", "%(n)s hours left", "n")),
    (MINUTE, MINUTE, ngettext_lazy("%(n)s minute left", "%(n)s minutes left", "n")),
)
OVER = (
    (2 * DAY, DAY, ngettext_lazy("%(n)s day over", "%(n)s days over", "n")),
    (HOUR, HOUR, ngettext_lazy("%(n)s hour over", "%(n)s hours over", "n")),
    (MINUTE, MINUTE, ngettext_lazy("%(n)s minute over", "%(n)s minutes over", "n")),
)


def _say(span: timedelta, table: "tuple[tuple[timedelta, timedelta, StrPromise], ...]", shorter: str) -> str:
    """Say a span in whole units, rounded down; `shorter` is for less than a minute."""
    for start, unit, text in table:
        if span >= start:
            return text % {"n": span // unit}
    return shorter


def instant(at: datetime) -> str:
    """Return "2026-11-22 14:05" in the local time zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def deadline(at: datetime) -> str:
    """Return "2026-11-22 14:05"; the end of a day stands as its own 24:00, not as the next day's first instant."""
    local = timezone.localtime(at)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return (local - DAY).strftime("%Y-%m-%d 24:00")
    return instant(at)


def ago(at: datetime, now: datetime) -> str:
    """Return "3 hours ago"; after thirty days, and for the future, the instant itself."""
    passed = now - at
    if passed < -MINUTE or passed >= 30 * DAY:
        return instant(at)
    return _say(passed, AGO, _("just now"))


def left(due: datetime, now: datetime) -> str:
    """Return "2 hours left" or "3 hours over"; hours up to 48 of them, then days."""
    if now > due:
        return _say(now - due, OVER, _("just over time"))
    return _say(due - now, LEFT, _("less than a minute left"))


class ClockState(StrEnum):
    """How a clock stands."""

    NONE = "none"
    IN_TIME = "in-time"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Lateness:
    """How a clock stands, with the word and the shape that say so without colour."""

    level: ClockState
    icon: str
    text: str


def lateness(
    *,
    due: datetime | None,
    now: datetime,
    warn_at: datetime | None = None,
    paused: bool = False,
    stopped_at: datetime | None = None,
    dropped: bool = False,
) -> Lateness:
    """Say how a clock stands: running, nearly late (from `warn_at`), late, paused, or ended, done or `dropped`."""
    if due is None:
        return Lateness(ClockState.NONE, "point", _("no deadline"))
    if stopped_at is not None:
        return _ended(over=stopped_at > due, dropped=dropped)
    if paused:
        return Lateness(ClockState.PAUSED, "player-pause", _("paused"))
    level, shape = ClockState.IN_TIME, "clock"
    if now > due:
        level, shape = ClockState.LATE, "alert-octagon"
    elif warn_at is not None and now >= warn_at:
        level, shape = ClockState.SOON, "alert-triangle"
    return Lateness(level, shape, left(due, now))


def _ended(*, over: bool, dropped: bool) -> Lateness:
    if over:
        text = _("over time, then not needed any more") if dropped else _("done over time")
        return Lateness(ClockState.MISSED, "alert-triangle", text)
    if dropped:
        return Lateness(ClockState.NONE, "point", _("not needed any more"))
    return Lateness(ClockState.MET, "circle-check", _("done in time"))
