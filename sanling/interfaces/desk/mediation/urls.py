"""Addresses of mediation; its lists are the room's ledgers."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.domain.mediation.reporting import tells_report
from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.mediation.agreement import (
    act_on_agreement,
    agreement,
    agreement_paper,
    agreement_word,
    sign_here,
)
from sanling.interfaces.desk.mediation.bodies import body, change, end, new_body
from sanling.interfaces.desk.mediation.calendar import calendar, mediates
from sanling.interfaces.desk.mediation.choosing import choose
from sanling.interfaces.desk.mediation.confirmation import act_on_confirmation, confirmation, court_bundle
from sanling.interfaces.desk.mediation.file import act_on_file, file, file_paper
from sanling.interfaces.desk.mediation.handovers import act_on_handovers, handover_letter, handovers
from sanling.interfaces.desk.mediation.minutes import (
    act_on_minutes,
    confirm_here,
    keep_sitting_recording,
    minutes,
    sitting_file,
)
from sanling.interfaces.desk.mediation.people import add, change_person, end_person, find_mediator_post
from sanling.interfaces.desk.mediation.report import (
    mediation_report,
    mediation_report_book,
    mediation_report_rows,
)
from sanling.interfaces.desk.mediation.room import room, room_call, room_file, room_glance, room_news
from sanling.interfaces.desk.mediation.seals import seal
from sanling.interfaces.desk.mediation.sides import act_on_side, invitation, sides
from sanling.interfaces.desk.mediation.signals import decide, signals
from sanling.interfaces.desk.mediation.sittings import (
    act_on_sitting,
    sitting,
    sitting_calendar_file,
    sittings,
)
from sanling.interfaces.desk.pages import DeskPage, Section, administers

urlpatterns = [
    path("mediation/bodies/new/", new_body, name="add_mediation_body"),
    path("mediation/bodies/<int:body_id>/", body, name="mediation_body"),
    path("mediation/bodies/<int:body_id>/change/", change, name="change_mediation_body"),
    path("mediation/bodies/<int:body_id>/end/", end, name="end_mediation_body"),
    path("mediation/bodies/<int:body_id>/seal/", seal, name="put_seal"),
    path("mediation/bodies/<int:body_id>/people/", add, name="add_mediator"),
    path("mediation/people/<int:mediator_id>/", change_person, name="change_mediator"),
    path("mediation/people/<int:mediator_id>/end/", end_person, name="end_mediator"),
    path("matters/<str:number>/mediator/", choose, name="choose_mediator"),
    path("matters/<str:number>/sides/", sides, name="sides"),
    path("matters/<str:number>/sides/<int:side_id>/invitation/", invitation, name="side_invitation"),
    path("matters/<str:number>/sides/<int:side_id>/<slug:what>/", act_on_side, name="act_on_side"),
    path("matters/<str:number>/agreement/", agreement, name="agreement"),
    path("matters/<str:number>/agreement/paper.pdf", agreement_paper, name="agreement_paper"),
    path("matters/<str:number>/agreement/text.docx", agreement_word, name="agreement_word"),
    path("matters/<str:number>/agreement/signing/<int:side_id>/", sign_here, name="sign_here"),
    path("matters/<str:number>/agreement/<slug:what>/", act_on_agreement, name="act_on_agreement"),
    path("room/glance/", room_glance, name="room_glance"),
    path("matters/<str:number>/room/", room, name="room"),
    path("matters/<str:number>/room/news/", room_news, name="room_news"),
    path("matters/<str:number>/room/call/", room_call, name="room_call"),
    path("matters/<str:number>/room/files/<int:saying_id>/", room_file, name="room_file"),
    path("matters/<str:number>/file/", file, name="file_of_matter"),
    path("matters/<str:number>/file/paper.pdf", file_paper, name="file_paper"),
    path("matters/<str:number>/file/<slug:what>/", act_on_file, name="act_on_file"),
    path("matters/<str:number>/confirmation/", confirmation, name="confirmation"),
    path("matters/<str:number>/confirmation/<slug:what>/", act_on_confirmation, name="act_on_confirmation"),
    path("matters/<str:number>/bundle.pdf", court_bundle, name="court_bundle"),
    path("matters/<str:number>/handovers/", handovers, name="handovers"),
    path("matters/<str:number>/handovers/<slug:what>/", act_on_handovers, name="act_on_handovers"),
    path("matters/<str:number>/signals/", signals, name="signals"),
    path("matters/<str:number>/signals/<slug:what>/", decide, name="decide_signal"),
    path("matters/<str:number>/letter.pdf", handover_letter, name="handover_letter"),
    path("matters/<str:number>/sittings/", sittings, name="sittings"),
    path("matters/<str:number>/sittings/<int:sitting_id>/", sitting, name="sitting"),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/sitting.ics",
        sitting_calendar_file,
        name="sitting_calendar_file",
    ),
    path("matters/<str:number>/sittings/<int:sitting_id>/minutes/", minutes, name="minutes"),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/minutes/confirming/<int:side_id>/",
        confirm_here,
        name="confirm_here",
    ),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/minutes/<slug:what>/",
        act_on_minutes,
        name="act_on_minutes",
    ),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/recordings/",
        keep_sitting_recording,
        name="keep_recording",
    ),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/files/<int:file_id>/",
        sitting_file,
        name="sitting_file",
    ),
    path(
        "matters/<str:number>/sittings/<int:sitting_id>/<slug:what>/", act_on_sitting, name="act_on_sitting"
    ),
    path("mediation/report/", mediation_report, name="mediation_report"),
    path("mediation/report/rows/", mediation_report_rows, name="mediation_report_rows"),
    path("mediation/report/book/", mediation_report_book, name="mediation_report_book"),
    path("mediation/calendar/", calendar, name="sittings_calendar"),
    path("find/mediator-post/", find_mediator_post, name="find_mediator_post"),
]
PAGES = (
    DeskPage("desk:sittings_calendar", _("Sittings"), "calendar", mediates, Section.WORK),
    DeskPage(
        "desk:mediation_report",
        _("Mediation report"),
        "clipboard-list",
        tells_report,
        Section.WORK,
    ),
)
_NEW = DeskPage("desk:add_mediation_body", _("Add a mediation body"), "plus", administers, Section.STRUCTURE)
LEDGER_PAGES = (
    LedgerPages(
        "mediation_bodies",
        row=lambda body: reverse("desk:mediation_body", args=[body.pk]),
        ways=(_NEW,),
        section=Section.STRUCTURE,
    ),
    LedgerPages("revisits", row=lambda revisit: reverse("desk:file_of_matter", args=[revisit.matter.number])),
    LedgerPages(
        "mediators",
        row=lambda mediator: reverse("desk:mediation_body", args=[mediator.body_id]),
        section=Section.STRUCTURE,
    ),
)
