"""What was made of screens, kept in the process while it is looked at: a bounded shelf."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.utils.safestring import SafeString

# So many screens are kept; the one that was looked at longest ago goes first.
MOST = 64


@dataclass(frozen=True)
class Kept:
    """A screen as it was made, with the newest act then; instants are of the monotonic clock, in seconds."""

    body: SafeString
    etag: str
    newest: int
    made_at: float
    changed_at: float
    looked_at: float


class Shelf:
    """Screens by what they show to whom."""

    def __init__(self, most: int = MOST) -> None:
        """Begin empty."""
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock, self._most = Lock(), most

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: Hashable, kept: Kept) -> Kept:
        """Keep it, and return it."""
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept
