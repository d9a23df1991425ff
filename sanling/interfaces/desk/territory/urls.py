"""Addresses of places: their choice while one types, and the code points that hang there."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.pages import DeskPage, Section, administers, keeps_posters
from sanling.interfaces.desk.territory.boundaries import boundaries, take_back
from sanling.interfaces.desk.territory.bringing import boundary_file, bring_boundaries
from sanling.interfaces.desk.territory.code_points import (
    code_point_files,
    code_points,
    hang_at_each_subject,
    hang_in_each,
    retire,
)
from sanling.interfaces.desk.territory.finding import find_division
from sanling.interfaces.desk.territory.posters import move, poster, poster_file

urlpatterns = [
    path("boundaries/", boundaries, name="boundaries"),
    path("boundaries/file/", boundary_file, name="boundary_file"),
    path("boundaries/bring/", bring_boundaries, name="bring_boundaries"),
    path("boundaries/<int:redrawing_id>/back/", take_back, name="take_back_lines"),
    path("find/division/", find_division, name="find_division"),
    path("posters/", code_points, name="code_points"),
    path("posters/each/", hang_in_each, name="hang_in_each"),
    path("posters/subjects/", hang_at_each_subject, name="hang_at_each_subject"),
    path("posters/files/", code_point_files, name="code_point_files"),
    path("posters/<str:code>/", poster, name="poster"),
    path("posters/<str:code>/<str:paper>.pdf", poster_file, name="poster_file"),
    path("posters/<str:code>/move/", move, name="move_code_point"),
    path("posters/<str:code>/retire/", retire, name="retire_code_point"),
]
PAGES = (
    DeskPage("desk:boundaries", _("Boundaries"), "route", administers, Section.PLACES),
    DeskPage("desk:code_points", _("Code points"), "qrcode", keeps_posters, Section.PLACES),
)
