"""Addresses of the directory of mediators, of a side's own page, and of choosing a mediator in one's own dispute."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from sanling.interfaces.portal.matters.door import by_link, by_phone
from sanling.interfaces.portal.matters.track import prove_first
from sanling.interfaces.portal.mediation.agreement import side_agreement, side_agreement_paper
from sanling.interfaces.portal.mediation.check import agreement_check
from sanling.interfaces.portal.mediation.choosing import choose_as_side, choose_own
from sanling.interfaces.portal.mediation.directory import mediators
from sanling.interfaces.portal.mediation.side import side

urlpatterns = [
    path("mediators/", mediators, name="mediators"),
    path("side/<str:token>/", side, name="side"),
    path("side/<str:token>/mediator/", choose_as_side, name="side_mediator"),
    path("t/<str:token>/mediator/", csrf_exempt(by_link(choose_own)), name="link_mediator"),
    path("mine/<str:number>/mediator/", by_phone(choose_own, closed=prove_first), name="own_mediator"),
    path("side/<str:token>/agreement/", side_agreement, name="side_agreement"),
    path("side/<str:token>/agreement/paper.pdf", side_agreement_paper, name="side_agreement_paper"),
    path("agreements/<str:code>/", agreement_check, name="agreement_check"),
]
