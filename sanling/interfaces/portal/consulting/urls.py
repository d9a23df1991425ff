"""Addresses of published questions and answers, and of the consent to them."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from sanling.interfaces.portal.consulting.answers import answer, answers
from sanling.interfaces.portal.consulting.consent import publication
from sanling.interfaces.portal.matters.door import by_link, by_phone
from sanling.interfaces.portal.matters.track import prove_first

urlpatterns = [
    path("answers/", answers, name="answers"),
    path("answers/<str:code>/", answer, name="answer"),
    path("t/<str:token>/publication/", csrf_exempt(by_link(publication)), name="link_publication"),
    path(
        "mine/<str:number>/publication/",
        csrf_exempt(by_phone(publication, closed=prove_first)),
        name="own_publication",
    ),
]
