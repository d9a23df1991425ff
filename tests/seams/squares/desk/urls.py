"""Where the page of the square is, and where it stands in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy

from sanling.interfaces.desk.matters.permissions import registers
from sanling.interfaces.desk.pages import DeskPage, Section
from tests.seams.squares.desk.ask import ask

urlpatterns = [path("squares/ask/", ask, name="ask_for_square")]
PAGES = (DeskPage("desk:ask_for_square", gettext_lazy("Use of the square"), "plus", registers, Section.WORK),)
