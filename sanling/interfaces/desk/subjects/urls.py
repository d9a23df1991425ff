"""Addresses of subjects; their list is the ledger of the room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.domain.subjects.access import keeps_some
from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.pages import DeskPage, Section
from sanling.interfaces.desk.subjects.card import sees_subjects, subject, unmask_phone
from sanling.interfaces.desk.subjects.complete import complete
from sanling.interfaces.desk.subjects.keeping import add_subject, change_subject, name_people
from sanling.interfaces.desk.subjects.picking import find_subject

urlpatterns = [
    path("find/subject/", find_subject, name="find_subject"),
    path("subjects/new/", add_subject, name="add_subject"),
    path("subjects/complete/", complete, name="complete"),
    path("subjects/<int:subject_id>/", subject, name="subject"),
    path("subjects/<int:subject_id>/change/", change_subject, name="change_subject"),
    path("subjects/<int:subject_id>/people/", name_people, name="subject_people"),
    path("subjects/<int:subject_id>/people/<int:charge_id>/phone/", unmask_phone, name="subject_phone"),
]
LEDGER_PAGES = (
    LedgerPages(
        "subjects",
        row=lambda subject: reverse("desk:subject", args=[subject.pk]),
        ways=(
            DeskPage("desk:complete", _("Completeness"), "clipboard-list", sees_subjects, Section.WORK),
            DeskPage("desk:add_subject", _("Add a subject"), "plus", keeps_some, Section.WORK),
        ),
    ),
)
