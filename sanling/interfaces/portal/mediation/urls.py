"""Addresses of the directory of mediators, of a side's own page, and of choosing a mediator in one's own dispute."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from sanling.interfaces.portal.matters.door import by_link, by_phone
from sanling.interfaces.portal.matters.track import prove_first
from sanling.interfaces.portal.mediation.agreement import (
    side_agreement,
    side_agreement_paper,
    side_agreement_word,
)
from sanling.interfaces.portal.mediation.check import agreement_check
from sanling.interfaces.portal.mediation.choosing import choose_as_side, choose_own
from sanling.interfaces.portal.mediation.confirmation import side_confirmation, side_ruling
from sanling.interfaces.portal.mediation.directory import mediators
from sanling.interfaces.portal.mediation.minutes import side_minutes
from sanling.interfaces.portal.mediation.room import (
    side_room,
    side_room_call,
    side_room_file,
    side_room_news,
)
from sanling.interfaces.portal.mediation.side import side
from sanling.interfaces.portal.mediation.sittings import side_calendar_file, side_sittings

urlpatterns = [
    path("mediators/", mediators, name="mediators"),
    path("side/<str:token>/", side, name="side"),
    path("side/<str:token>/mediator/", choose_as_side, name="side_mediator"),
    path("t/<str:token>/mediator/", csrf_exempt(by_link(choose_own)), name="link_mediator"),
    path("mine/<str:number>/mediator/", by_phone(choose_own, closed=prove_first), name="own_mediator"),
    path("side/<str:token>/agreement/", side_agreement, name="side_agreement"),
    path("side/<str:token>/agreement/paper.pdf", side_agreement_paper, name="side_agreement_paper"),
    path("side/<str:token>/agreement/text.docx", side_agreement_word, name="side_agreement_word"),
    path("side/<str:token>/room/", side_room, name="side_room"),
    path("side/<str:token>/room/news/", side_room_news, name="side_room_news"),
    path("side/<str:token>/room/call/", side_room_call, name="side_room_call"),
    path("side/<str:token>/room/files/<int:saying_id>/", side_room_file, name="side_room_file"),
    path("side/<str:token>/confirmation/", side_confirmation, name="side_confirmation"),
    path("side/<str:token>/confirmation/<int:attachment_id>/", side_ruling, name="side_ruling"),
    path("side/<str:token>/sittings/", side_sittings, name="side_sittings"),
    path(
        "side/<str:token>/sittings/<int:sitting_id>/sitting.ics",
        side_calendar_file,
        name="side_calendar_file",
    ),
    path("side/<str:token>/sittings/<int:sitting_id>/minutes/", side_minutes, name="side_minutes"),
    path("agreements/<str:code>/", agreement_check, name="agreement_check"),
]
