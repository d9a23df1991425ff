"""What was made of screens, kept in the process while it is looked at: a bounded shelf."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sanling.domain.matters.recent import last_entry
from sanling.domain.people.access import Viewer
from sanling.domain.people.on_duty import last_arranged
from sanling.foundation.days import today
from sanling.processes.figures.indicators import Asked

# So many screens are kept; the one that was looked at longest ago goes first.
MOST = 64
# What happens is counted within seconds: so long it is looked for after the last act.
SETTLES = 4.0
# What is late changes with the time alone.
OLDEST = 60.0


@dataclass(frozen=True)
class Kept:
    """A screen as it was made, with the newest act and day of duty then; instants are monotonic, in seconds."""

    body: SafeString
    etag: str
    newest: tuple[int, int]
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


class Newest:
    """What was recorded last, as all screens of the process ask for it: looked up at most once a second."""

    def __init__(self) -> None:
        """Begin without having looked."""
        self._found, self._looked_at, self._lock = (0, 0), -1.0, Lock()

    def at(self, now: float) -> tuple[int, int]:
        """Return the keys of the last act and day of duty, not older than a second at an instant."""
        with self._lock:
            if not 0 <= now - self._looked_at < 1:
                self._found, self._looked_at = (last_entry(), last_arranged()), now
            return self._found


NEWEST = Newest()
# What was made of a screen is shown to all who see the same, and made again when something happened.
SHELF = Shelf()


def renewed(template: str, viewer: Viewer, asked: Asked, make: Callable[[], object], *more: Hashable) -> Kept:
    """Return what is kept of a screen while nothing happened, else make it: at most once a second and process.

    It is of the viewer as it sees now: the same post sees otherwise once a leave is over.
    """
    key = (template, viewer, asked, get_language(), today(), *more)
    now = monotonic()
    kept = SHELF.get(key)
    if kept and now - kept.looked_at < 1:
        return kept
    newest = NEWEST.at(now)
    if (
        kept
        and kept.newest == newest
        and now - kept.made_at < OLDEST
        and kept.made_at - kept.changed_at > SETTLES
    ):
        return SHELF.put(key, replace(kept, looked_at=now))
    changed_at = kept.changed_at if kept and kept.newest == newest else now
    if kept:
        # Whoever asks while it is made is shown what there was, and doesn't make it, too.
        SHELF.put(key, replace(kept, looked_at=now))
    body = render_to_string(template, {"screen": make()})
    etag = quote_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    # However long that took, it isn't made again for whoever asks next.
    looked_at = monotonic()
    return SHELF.put(key, Kept(body, etag, newest, made_at=now, changed_at=changed_at, looked_at=looked_at))


def framed(request: HttpRequest, template: str, part: Kept) -> HttpResponse:
    """Show a screen in its frame, which asks for it by itself every few seconds."""
    return render(request, template, {"query": request.GET.urlencode(), "part": part.body})


def answered(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """Answer a screen; unchanged, it costs no body (304)."""
    answer = get_conditional_response(request, etag=kept.etag) or HttpResponse(kept.body)
    answer.headers["ETag"], answer.headers["Cache-Control"] = kept.etag, "private, no-cache"
    return answer
