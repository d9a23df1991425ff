"""The only source of "now": an aware instant in UTC that tests can turn.

SQL gets the instant as a parameter, never from the server's own clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class _Hand:
    """How far, or to where, the clock of this process is turned."""

    still: datetime | None = None
    shift: timedelta = timedelta()


_hand = _Hand()


def now() -> datetime:
    """Return the present instant in UTC, as turned by the innermost `turned`."""
    if _hand.still is not None:
        return _hand.still
    return datetime.now(UTC) + _hand.shift


@contextmanager
def turned(to: datetime | None = None, *, shift: timedelta | None = None) -> Iterator[None]:
    """Turn the clock of the whole process, for tests and simulations.

    `to` makes it stand still at an aware instant; `shift` moves it from where it is, and it runs on unless
    it already stands still. Turns nest. Threads see it too, so that a served page agrees with the test that
    asked for it. Raises ValueError for a naive instant, or unless exactly one of the two is given.
    """
    if (to is None) == (shift is None):
        raise ValueError("Turn the clock either to an instant or by a shift.")
    if to is not None and to.tzinfo is None:
        raise ValueError("Turn the clock to an aware instant, not to a naive one.")
    before = (_hand.still, _hand.shift)
    if to is not None:
        _hand.still = to.astimezone(UTC)
    elif shift is not None:
        _hand.still = None if _hand.still is None else _hand.still + shift
        _hand.shift += shift
    try:
        yield
    finally:
        _hand.still, _hand.shift = before
