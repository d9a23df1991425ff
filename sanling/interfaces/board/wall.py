"""The command screen of a place: figures, its parts coloured, what is late, what happens; it renews itself."""

import hashlib
from dataclasses import replace
from time import monotonic

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sanling.domain.matters.recent import last_entry
from sanling.domain.people.access import Viewer
from sanling.interfaces.board.kept import Kept, Shelf
from sanling.interfaces.board.screen import Screen, screen, turns_of
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import asked_by, tells_figures
from sanling.processes.figures.indicators import Asked, visible_figures

# What was made of a screen is shown to all who see the same, and made again when something happened.
SHELF = Shelf()
# What happens is counted within seconds: so long it is looked for after the last act.
SETTLES = 4.0
# What is late changes with the time alone.
OLDEST = 60.0
# So long each place stays where they take turns.
TURN = 20


@require_GET
@door(tells_figures)
def wall(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the screen; what it shows is asked for by itself every few seconds."""
    asked, figure = _asked(request, viewer)
    context = {
        "asked": asked,
        "query": request.GET.urlencode(),
        "part": _part(viewer, asked, figure, turning=_turns(request)).body,
    }
    return render(request, "board/wall.html", context)


@require_GET
@door(tells_figures)
def wall_part(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer what the screen shows now; unchanged, it costs no body (304), and a second no statement of its own."""
    asked, figure = _asked(request, viewer)
    found = _part(viewer, asked, figure, turning=_turns(request))
    answer = get_conditional_response(request, etag=found.etag) or HttpResponse(found.body)
    answer.headers["ETag"], answer.headers["Cache-Control"] = found.etag, "private, no-cache"
    return answer


def _asked(request: HttpRequest, viewer: Viewer) -> tuple[Asked, str]:
    figure = request.GET.get("figure", "")
    if figure and figure not in visible_figures(viewer):
        raise Http404
    return asked_by(request, viewer), figure


def _turns(request: HttpRequest) -> bool:
    return request.GET.get("turns") == "1"


def _part(viewer: Viewer, asked: Asked, figure: str, *, turning: bool) -> Kept:
    """Return what is kept of a screen while nothing happened, else make it: at most once a second and process."""
    if turning:
        places = turns_of(viewer, asked.place)
        asked = replace(asked, place=places[int(monotonic() // TURN) % len(places)])
    # Of the viewer as it sees now: the same post sees otherwise once a leave is over.
    key = (viewer, asked, figure, get_language())
    now = monotonic()
    kept = SHELF.get(key)
    if kept and now - kept.looked_at < 1:
        return kept
    newest = last_entry()
    if (
        kept
        and kept.newest == newest
        and now - kept.made_at < OLDEST
        and kept.made_at - kept.changed_at > SETTLES
    ):
        return SHELF.put(key, replace(kept, looked_at=now))
    changed_at = kept.changed_at if kept and kept.newest == newest else now
    body = _drawn(screen(viewer, asked, figure))
    etag = quote_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    return SHELF.put(key, Kept(body, etag, newest, made_at=now, changed_at=changed_at, looked_at=now))


def _drawn(shown: Screen) -> SafeString:
    return render_to_string("board/wall_part.html", {"screen": shown})
