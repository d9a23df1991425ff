"""What a second person says to what somebody else asked for: yes or no, by the button that was pressed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

LARGEST = 2**63 - 1


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether it is confirmed; raises PermissionDenied for what is neither yes nor no."""
    said = request.POST.get("decision")
    if said not in ("confirm", "reject"):
        raise PermissionDenied
    return said == "confirm"


def decided_before(request: HttpRequest, known: QuerySet[Any], key: int, *, to: str) -> HttpResponse:
    """Lead to where such things are listed, and say that this one waits no more: who answers twice, or after another.

    ``known`` are those that the actor may know of; raises Http404 for any other.
    """
    if not known.filter(pk=min(key, LARGEST)).exists():
        raise Http404
    messages.info(request, _("Nothing waits for an answer here: it has been decided or taken back already."))
    return redirect(to)
