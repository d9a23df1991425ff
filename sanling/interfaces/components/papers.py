"""Papers as answers: a PDF, or which signs its font lacks."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sanling.domain.mediation.papers import Unprintable


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """Hand out a PDF that concerns its reader alone."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def paper_answer(make: Callable[[], bytes], name: str) -> HttpResponse:
    """Hand out a paper; where its font lacks signs, say which."""
    try:
        return pdf_answer(make(), name)
    except Unprintable as error:
        return HttpResponse(lacking_said(error), status=422, content_type="text/plain; charset=utf-8")


def lacking_said(error: Unprintable) -> str:
    """Say which signs a paper can't have."""
    return _("The font of the paper lacks these signs: %(signs)s") % {"signs": error.signs}
