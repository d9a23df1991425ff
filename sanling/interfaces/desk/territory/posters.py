"""One poster: its page, and its sheet as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from sanling.domain.matters.posters import PAPERS, PosterPress, invitation, posters_of, steps
from sanling.domain.people.access import Viewer
from sanling.domain.people.code_points import kept_by
from sanling.domain.territory.models import CodePoint
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.pages import keeps_posters


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
    (shown,) = posters_of([point])
    context = {
        "point": point,
        "poster": shown,
        "papers": [(paper, paper.upper()) for paper in PAPERS],
        "invitation": invitation(),
        "steps": steps(),
        # Drawn by segno from our own address: nothing in it was typed by anybody.
        "qr": mark_safe(shown.code),  # noqa: S308
    }
    return render(request, "desk/territory/poster.html", context)


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
    answer = HttpResponse(
        PosterPress(paper).sheets([printed], title=point.code), content_type="application/pdf"
    )
    named = content_disposition_header(as_attachment=True, filename=f"{point.code}-{paper}.pdf")
    answer["Content-Disposition"] = named or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
