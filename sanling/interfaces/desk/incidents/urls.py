"""Addresses of incidents; their list is the ledger of the room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.incidents.card import incident
from sanling.interfaces.desk.incidents.recording import correct, grade, record, records_some
from sanling.interfaces.desk.incidents.reporting import due, report, reports_accidents
from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.pages import DeskPage, Section

urlpatterns = [
    path("incidents/new/", record, name="record_incidents"),
    path("incidents/new/<slug:kind>/", record, name="record_incident"),
    path("incidents/grade/", grade, name="incident_grade"),
    path("incidents/<int:incident_id>/", incident, name="incident"),
    path("incidents/due/", due, name="reports_due"),
    path("incidents/<int:incident_id>/report/", report, name="report_accident"),
    path("incidents/<int:incident_id>/correct/", correct, name="correct_incident"),
]
LEDGER_PAGES = (
    LedgerPages(
        "incidents",
        row=lambda incident: reverse("desk:incident", args=[incident.pk]),
        ways=(
            DeskPage("desk:record_incidents", _("Record an incident"), "plus", records_some, Section.WORK),
        ),
    ),
)
PAGES = (DeskPage("desk:reports_due", _("Accident reports"), "clock", reports_accidents, Section.WORK),)
