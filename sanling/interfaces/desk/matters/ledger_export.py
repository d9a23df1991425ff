"""The ledger as a file."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.ledgers import export
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.pages import sees_matters


@require_POST
@door(sees_matters)
def request_ledger(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for the ledger of the sent filters as a file."""
    return export(request, viewer, MATTERS, lambda query: LedgerForm(viewer, query), reverse("desk:ledger"))
