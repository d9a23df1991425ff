"""The command screen of a place: figures, its parts coloured, what is late, what happens; it renews itself."""

from dataclasses import replace
from time import monotonic

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.interfaces.board.kept import Kept, answered, framed, renewed
from sanling.interfaces.board.screen import screen, turns_of
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import asked_by, tells_figures
from sanling.processes.figures.indicators import Asked, visible_figures

# So long each place stays where they take turns.
TURN = 20


@require_GET
@door(tells_figures)
def wall(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the screen; what it shows is asked for by itself every few seconds."""
    asked, figure = _asked(request, viewer)
    return framed(request, "board/wall.html", _part(viewer, asked, figure, turning=_turns(request)))


@require_GET
@door(tells_figures)
def wall_part(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Answer what the screen shows now; unchanged, it costs no body (304), and a second no statement of its own."""
    asked, figure = _asked(request, viewer)
    return answered(request, _part(viewer, asked, figure, turning=_turns(request)))


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
    return renewed("board/wall_part.html", viewer, asked, lambda: screen(viewer, asked, figure), figure)
