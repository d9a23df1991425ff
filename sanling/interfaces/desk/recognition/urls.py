"""Addresses of months and of the standard, and their places in the navigation."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.domain.recognition.access import recognises
from sanling.interfaces.desk.indicators.asking import tells_rates
from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.pages import DeskPage, Section
from sanling.interfaces.desk.recognition.months import confirm, month_needs, months, reopen
from sanling.interfaces.desk.recognition.needs import judges
from sanling.interfaces.desk.recognition.standard import standard
from sanling.interfaces.desk.recognition.year import year

urlpatterns = [
    path("months/", months, name="months"),
    path("months/needs/", month_needs, name="month_needs"),
    path("months/confirm/", confirm, name="confirm_month"),
    path("months/confirmed/<int:confirmation_id>/reopen/", reopen, name="reopen_month"),
    path("recognition/", year, name="recognitions"),
    path("standard/", standard, name="standard"),
]
LEDGER_PAGES = (LedgerPages("judged", row=lambda judged: reverse("desk:subject", args=[judged.subject_id])),)
PAGES = (
    DeskPage("desk:months", _("Three zeros"), "shield-check", judges, Section.WORK),
    DeskPage("desk:recognitions", _("Recognition"), "circle-check", recognises, Section.WORK),
    DeskPage("desk:rates", _("Rates"), "activity", tells_rates, Section.WORK),
    DeskPage("desk:standard", _("Standard"), "list-details", judges, Section.STRUCTURE),
)
