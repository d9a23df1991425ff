"""Addresses of exports, and their place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.exports.exports import export_file, export_progress, exports
from sanling.interfaces.desk.pages import DeskPage, Section, asks_for_files

urlpatterns = [
    path("exports/", exports, name="exports"),
    path("exports/<uuid:export_id>/", export_progress, name="export_progress"),
    path("exports/<uuid:export_id>/file/", export_file, name="export_file"),
    path("exports/<uuid:export_id>/file/<str:suffix>/", export_file, name="export_file"),
]
PAGES = (DeskPage("desk:exports", _("Exports"), "download", asks_for_files, Section.WORK),)
