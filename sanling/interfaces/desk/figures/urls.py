"""The address where bulletins are verified, and its place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.figures.verifying import verify_bulletin
from sanling.interfaces.desk.indicators.asking import tells_rates
from sanling.interfaces.desk.pages import DeskPage, Section

urlpatterns = [path("bulletins/verify/", verify_bulletin, name="verify_bulletin")]
PAGES = (DeskPage("desk:verify_bulletin", _("Verify a bulletin"), "search", tells_rates, Section.WORK),)
