"""Addresses of mediation; its lists are the room's ledgers."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.ledgers import LedgerPages
from sanling.interfaces.desk.mediation.agreement import (
    act_on_agreement,
    agreement,
    agreement_paper,
    sign_here,
)
from sanling.interfaces.desk.mediation.bodies import body, change, end, new_body
from sanling.interfaces.desk.mediation.choosing import choose
from sanling.interfaces.desk.mediation.people import add, change_person, end_person, find_mediator_post
from sanling.interfaces.desk.mediation.seals import seal
from sanling.interfaces.desk.mediation.sides import act_on_side, invitation, sides
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
    path("matters/<str:number>/agreement/signing/<int:side_id>/", sign_here, name="sign_here"),
    path("matters/<str:number>/agreement/<slug:what>/", act_on_agreement, name="act_on_agreement"),
    path("find/mediator-post/", find_mediator_post, name="find_mediator_post"),
]
_NEW = DeskPage("desk:add_mediation_body", _("Add a mediation body"), "plus", administers, Section.STRUCTURE)
LEDGER_PAGES = (
    LedgerPages(
        "mediation_bodies",
        row=lambda body: reverse("desk:mediation_body", args=[body.pk]),
        ways=(_NEW,),
        section=Section.STRUCTURE,
    ),
    LedgerPages(
        "mediators",
        row=lambda mediator: reverse("desk:mediation_body", args=[mediator.body_id]),
        section=Section.STRUCTURE,
    ),
)
