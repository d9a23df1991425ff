"""Reports of accidents: what is due to which level, and that a level was told."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.incidents.access import kinds_recorded, may_correct, visible_clocks, visible_incidents
from sanling.domain.incidents.actions.report_accident import report_accident
from sanling.domain.incidents.naming import LEVELS
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import told
from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.incidents.card import as_it_stands, sees_incidents, visible_or_404
from sanling.interfaces.desk.incidents.reports import ReportForm, updated_until

MOST = 200
LONGEST_UPDATES = timedelta(days=30)
DUE = Listing(
    heads=(
        Head(gettext_lazy("Accident")),
        Head(gettext_lazy("Place")),
        Head(gettext_lazy("To be told")),
        Head(gettext_lazy("Due")),
    ),
    nothing=gettext_lazy("No report is due"),
    what_to_do=gettext_lazy("Here stand the accidents of which a level is still to be told."),
    icon="check",
    linked=True,
)
UPDATED = Listing(
    heads=(
        Head(gettext_lazy("Accident")),
        Head(gettext_lazy("Place")),
        Head(gettext_lazy("Updated until")),
        Head(gettext_lazy("Last recorded")),
    ),
    nothing=gettext_lazy("No casualties are updated"),
    icon="check",
    linked=True,
)


@require_POST
@door(sees_incidents)
def report(request: HttpRequest, viewer: Viewer, incident_id: int) -> HttpResponse:
    """Record that a level was told of an accident."""
    # Its clocks went on to what it was corrected to.
    accident = as_it_stands(viewer, visible_or_404(viewer, incident_id))
    if accident.kind != Kind.ACCIDENT or not may_correct(viewer, accident):
        raise PermissionDenied
    clocks = visible_clocks(viewer).filter(incident=accident).order_by("due_at")
    form = ReportForm(list(clocks), accident.happened_at, request.POST)
    if form.is_valid():
        try:
            report_accident(
                actor=viewer, accident=accident, level=form.cleaned_data["level"], at=form.instant
            )
        except ValidationError as error:
            form.add_error(None, [text for texts in error.message_dict.values() for text in texts])
        else:
            messages.success(request, _("Recorded."))
            return redirect("desk:incident", incident_id=accident.pk)
    context = {"form": form, "incident": accident, "what": told(accident)}
    return render(request, "desk/incidents/report.html", context, status=422)


def reports_accidents(viewer: Viewer) -> bool:
    """Posts whose role records accidents."""
    return Kind.ACCIDENT in kinds_recorded(viewer)


@require_GET
@door(reports_accidents)
def due(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the reports that are due, the most urgent first, and accidents whose casualties are updated."""
    running = visible_clocks(viewer).filter(told_at=None).select_related("incident__division")
    rows = list(running.order_by("due_at", "pk")[:MOST])
    accidents = visible_incidents(viewer).filter(
        kind=Kind.ACCIDENT,
        replaced=False,
        withdrawn=False,
        happened_on__gte=today() - LONGEST_UPDATES,
    )
    found = accidents.select_related("division").order_by("-happened_on", "-pk")[:MOST]
    context = {
        "due": DUE.holding([(row, told(row.incident), str(LEVELS[row.reached])) for row in rows]),
        "updated": UPDATED.holding(
            [
                (accident, told(accident), updated_until(accident))
                for accident in found
                if updated_until(accident) >= today()
            ]
        ),
    }
    return render(request, "desk/incidents/due.html", context)
