"""The audit log, for auditors alone: who did what to which, and whether the log is whole."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.models import AuditPending, AuditRow, AuditSeal
from sanling.foundation.audit.record import record
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.ledgers import export
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import audits_city
from sanling.interfaces.desk.tasks import VERIFIED, verify_audit
from sanling.processes.auditing.ledgers import AUDIT
from sanling.processes.auditing.queries import AuditCriteria, acts_meeting, audits
from sanling.processes.auditing.telling import told

PAGE = 100
ACTS = Listing(
    heads=(
        Head(_("Time")),
        Head(_("What was done")),
        Head(_("Code")),
    ),
    nothing=_("No act meets these filters"),
    icon="shield-check",
)


class AuditForm(forms.Form):
    """Filters of the log."""

    act = PlainText(required=False, max_length=100, label=_("Act begins with"))
    actor = PlainText(
        required=False,
        max_length=100,
        label=_("Actor"),
        widget=forms.TextInput(attrs={"placeholder": _("Full name or code")}),
    )
    subject = PlainText(required=False, max_length=200, label=_("Subject"))
    first = DayField(_("From"))
    last = DayField(_("Until"))

    def criteria(self) -> AuditCriteria:
        """Return what a valid form narrows the log to."""
        return AuditCriteria(**self.cleaned_data)


@require_GET
@door(audits)
def audit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the acts in reach, the latest first; for the whole city's auditors also how the last verification went."""
    form = AuditForm(request.GET)
    context: dict[str, Any] = {
        "form": form,
        "whole": viewer.answers_for_city,
        "address": request.GET.urlencode(),
    }
    if not form.is_valid():
        return render(request, "desk/audit/audit.html", context, status=422)
    rows, page = newest_first(request, acts_meeting(viewer, form.criteria()), PAGE)
    context["shown"] = ACTS.holding(told(viewer, rows), page)
    if viewer.answers_for_city:
        context |= _sealing(viewer.city)
    return render(request, "desk/audit/audit.html", context)


def _sealing(city: str) -> dict[str, Any]:
    """Return how far the log is sealed and how its last verification went."""
    return {
        "verified": AuditRow.objects.filter(city=city, subject=VERIFIED).order_by("-pk").first(),
        "sealed": AuditSeal.objects.order_by("-position").first(),
        "pending": AuditPending.objects.count(),
    }


@require_POST
@door(audits)
def request_log(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for the log of the sent filters as a file."""
    return export(request, viewer, AUDIT, AuditForm, reverse("desk:audit"))


@require_POST
@door(audits_city)
def verify(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Queue a verification of the whole chain; its result comes as a notice and stays in the log."""
    with transaction.atomic():
        record(actor=viewer, act="audit.request_verification", subject="audit", city=viewer.city)
        verify_audit.defer(post_id=viewer.post_id)
    return redirect("desk:audit")
