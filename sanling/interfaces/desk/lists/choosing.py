"""The columns that an account wants to see of a list, remembered for it on whichever machine it signs in."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.sheets import columns_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import RoomLedger, ledgers
from sanling.interfaces.components.door import door
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.desk.pages import has_post, sees_matters
from sanling.processes.lists.actions.choose_columns import choose_columns


@require_POST
@door(has_post)
def choose(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Remember the columns that were ticked, or forget them, and lead back to the list as it was."""
    query = storable_query(QueryDict(request.POST.get("query", ""), mutable=True))
    listed, known, url = _list(viewer, code, query)
    ticked = (
        [] if "usual" in request.POST else [name for name in known if name in request.POST.getlist("col")]
    )
    choose_columns(actor=viewer, listed=listed, codes=ticked)
    query.pop("col", None)
    return redirect(f"{url}?{query.urlencode()}" if query else url)


def _list(viewer: Viewer, code: str, query: QueryDict) -> tuple[str, list[str], str]:
    """Return under what a list's columns are remembered, which it has, and where it is."""
    if code == MATTERS.code:
        if not sees_matters(viewer):
            raise PermissionDenied
        family = query.get("family") or REPORTED
        return f"{code}:{family}"[:60], [column.code for column in columns_of(family)], reverse("desk:ledger")
    ledger = ledgers().get(code)
    if not isinstance(ledger, RoomLedger):
        raise Http404
    if not ledger.may(viewer):
        raise PermissionDenied
    return code, [column.code for column in ledger.of_rows], reverse("desk:room_ledger", args=[code])
