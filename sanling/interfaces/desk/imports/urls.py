"""Addresses of lists that are taken in, and their place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.imports.imports import (
    apply_import,
    brings_lists,
    import_columns,
    import_file,
    import_progress,
    imports,
    one_import,
)
from sanling.interfaces.desk.pages import DeskPage, Section

urlpatterns = [
    path("imports/", imports, name="imports"),
    path("imports/<uuid:upload_id>/", one_import, name="import"),
    path("imports/<uuid:upload_id>/progress/", import_progress, name="import_progress"),
    path("imports/<uuid:upload_id>/columns/", import_columns, name="import_columns"),
    path("imports/<uuid:upload_id>/apply/", apply_import, name="apply_import"),
    path("imports/<uuid:upload_id>/file/", import_file, name="import_file"),
]
PAGES = (DeskPage("desk:imports", _("Take in lists"), "upload", brings_lists, Section.WORK),)
