"""The ledger as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.ledgers import export
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.pages import sees_matters


@require_POST
@door(sees_matters)
def request_ledger(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for the ledger of the sent filters as a file."""
    query = storable_query(QueryDict(request.POST.get("query", "")[:4000]))
    form = LedgerForm(viewer, query)
    if not form.is_valid():
        messages.error(request, _("These filters can't be exported. Please look at the ledger again."))
        return redirect("desk:ledger")
    return export(request, viewer, MATTERS, form.criteria(), query)
