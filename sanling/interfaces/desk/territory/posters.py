"""One poster: its page, and its sheet as a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.matters.posters import PAPERS, PosterPress, invitation, posters_of, steps
from sanling.domain.people.access import Viewer
from sanling.domain.people.code_points import kept_by
from sanling.domain.territory.actions.move_code_point import move_code_point
from sanling.domain.territory.models import CodePoint
from sanling.foundation.files.kinds import PDF
from sanling.interfaces.components.door import door
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.pages import keeps_posters
from sanling.interfaces.desk.territory.code_point_forms import CodePointForm


def point_or_404(viewer: Viewer, code: str) -> CodePoint:
    """Return a code point that a viewer keeps."""
    point = kept_by(viewer).filter(code=code).first()
    if point is None:
        raise Http404
    return point


@require_GET
@door(keeps_posters)
def poster(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Show a poster to print."""
    point = point_or_404(viewer, code)
    return _draw(request, point, CodePointForm(viewer, point=point))


@require_POST
@door(keeps_posters)
def move(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Give a code point another place, or put its words right."""
    point = point_or_404(viewer, code)
    form = CodePointForm(viewer, request.POST, point=point)
    if form.is_valid() and form.carried_out(move_code_point, code_point=point):
        messages.success(
            request,
            _("%(code)s has its new place. Its poster names the old one: print it anew.")
            % {"code": point.code},
        )
        return redirect("desk:poster", code=point.code)
    return _draw(request, point, form)


def _draw(request: HttpRequest, point: CodePoint, form: CodePointForm) -> HttpResponse:
    (shown,) = posters_of([point])
    context = {
        "point": point,
        "form": form,
        "poster": shown,
        "papers": [(paper, paper.upper()) for paper in PAPERS],
        "invitation": invitation(),
        "steps": steps(),
        # Drawn by segno from our own address: nothing in it was typed by anybody.
        "qr": mark_safe(shown.code),  # noqa: S308
    }
    status = 422 if form.errors else 200
    return render(request, "desk/territory/poster.html", context, status=status)


@require_GET
@door(keeps_posters)
def poster_file(request: HttpRequest, viewer: Viewer, code: str, paper: str) -> HttpResponse:
    """Hand a poster out as PDF; one with signs that can't be printed leads to its page, which says so."""
    point = point_or_404(viewer, code)
    if paper not in PAPERS:
        raise Http404
    (printed,) = posters_of([point])
    if printed.lacking:
        return redirect("desk:poster", code=point.code)
    made = PosterPress(paper).sheets([printed], title=point.code)
    return file_answer(made, PDF, f"{point.code}-{paper}")
