"""Addresses of the audit log, and its place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.audit.audit import audit, request_log, verify
from sanling.interfaces.desk.pages import DeskPage, Section
from sanling.processes.auditing.queries import audits

urlpatterns = [
    path("audit/", audit, name="audit"),
    path("audit/export/", request_log, name="request_log"),
    path("audit/verify/", verify, name="verify_audit"),
]
PAGES = (DeskPage("desk:audit", _("Audit log"), "shield-check", audits, Section.UPKEEP),)
