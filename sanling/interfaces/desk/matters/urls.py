"""Addresses of the pages on which matters are worked on, and those that stand in the navigation."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.matters.about import about
from sanling.interfaces.desk.matters.alike import alike_page
from sanling.interfaces.desk.matters.batch import batch, find_post
from sanling.interfaces.desk.matters.batch_results import batch_result, batches
from sanling.interfaces.desk.matters.caller import caller
from sanling.interfaces.desk.matters.files import file, thumbnail
from sanling.interfaces.desk.matters.inbox import inbox_page, inbox_tabs
from sanling.interfaces.desk.matters.late import late_part
from sanling.interfaces.desk.matters.ledger import ledger_page
from sanling.interfaces.desk.matters.ledger_export import request_ledger
from sanling.interfaces.desk.matters.matter import matter, offers
from sanling.interfaces.desk.matters.new_matter import new_matter
from sanling.interfaces.desk.matters.permissions import registers
from sanling.interfaces.desk.matters.places import matter_place
from sanling.interfaces.desk.matters.search import search
from sanling.interfaces.desk.matters.unmask import unmask_party
from sanling.interfaces.desk.pages import DeskPage, Section, sees_matters

urlpatterns = [
    path("", inbox_page, name="inbox"),
    path("inbox/tabs/", inbox_tabs, name="inbox_tabs"),
    path("inbox/batch/", batch, name="batch"),
    path("batches/", batches, name="batches"),
    path("batches/<uuid:batch_id>/", batch_result, name="batch_result"),
    path("new/", new_matter, name="new_matter"),
    path("new/about/", about, name="about"),
    path("new/caller/", caller, name="caller"),
    path("matters/", ledger_page, name="ledger"),
    path("matters/export/", request_ledger, name="request_export"),
    path("matters/<str:number>/", matter, name="matter"),
    path("matters/<str:number>/place.geojson", matter_place, name="matter_place"),
    path("matters/<str:number>/alike/", alike_page, name="alike"),
    path("matters/<str:number>/offers/<slug:act>/<slug:name>/", offers, name="matter_offers"),
    path("matters/<str:number>/parties/<int:party_id>/", unmask_party, name="unmask"),
    path("files/<int:attachment_id>/", file, name="file"),
    path("files/<int:attachment_id>/small/", thumbnail, name="thumbnail"),
    path("overview/late/", late_part, name="late_with"),
    path("search/", search, name="search"),
    path("find/post/", find_post, name="find_post"),
]
LEDGER_PAGES = (
    *(
        LedgerPages(ledger, row=lambda matter: reverse("desk:matter", args=[matter.number]))
        for ledger in ("matters", "problems")
    ),
    LedgerPages("steps", row=lambda stay: reverse("desk:matter", args=[stay.matter.number])),
)
PAGES = (
    DeskPage("desk:inbox", _("Inbox"), "inbox", sees_matters, Section.WORK),
    DeskPage("desk:new_matter", _("New matter"), "plus", registers, Section.WORK),
    DeskPage("desk:ledger", _("Ledger"), "clipboard-list", sees_matters, Section.WORK),
)
