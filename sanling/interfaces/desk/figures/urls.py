"""Addresses of figures and of bulletins that are verified, and their places in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.components.figures.addresses import tells_figures
from sanling.interfaces.desk.figures.book import figure_book
from sanling.interfaces.desk.figures.bulletin import bulletin_page
from sanling.interfaces.desk.figures.figures import figure_page, figure_rows
from sanling.interfaces.desk.figures.overview import overview
from sanling.interfaces.desk.figures.sections import sections_of_place
from sanling.interfaces.desk.figures.verifying import verify_bulletin
from sanling.interfaces.desk.indicators.asking import tells_rates
from sanling.interfaces.desk.pages import DeskPage, Section, leads

urlpatterns = [
    path("overview/", overview, name="overview"),
    path("overview/sections/", sections_of_place, name="sections_of_place"),
    path("figures/", figure_page, name="figures"),
    path("figures/book/", figure_book, name="figure_file"),
    path("figures/bulletin/", bulletin_page, name="draft_bulletin"),
    path("figures/rows/", figure_rows, name="figure_rows"),
    path("bulletins/verify/", verify_bulletin, name="verify_bulletin"),
]
PAGES = (
    DeskPage("desk:overview", _("Overview"), "gauge", tells_figures, Section.WORK, starts=leads),
    DeskPage("desk:figures", _("Figures"), "chart-bar", tells_figures, Section.WORK),
    DeskPage("desk:verify_bulletin", _("Verify a bulletin"), "search", tells_rates, Section.WORK),
)
