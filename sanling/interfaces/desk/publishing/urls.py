"""Addresses of publishing, and its place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.pages import DeskPage, Section
from sanling.interfaces.desk.publishing.moving import move
from sanling.interfaces.desk.publishing.publishing import answer, publishing
from sanling.processes.publishing.queries import looks

urlpatterns = [
    path("publishing/", publishing, name="publishing"),
    path("publishing/<int:proposal_id>/", answer, name="decide_proposal"),
    path("publishing/move/<int:definition_id>/", move, name="move_matters"),
]
PAGES = (DeskPage("desk:publishing", _("Profile and versions"), "settings", looks, Section.UPKEEP),)
