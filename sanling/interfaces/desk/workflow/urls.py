"""Addresses of workflows, and their place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.pages import DeskPage, Section, has_post
from sanling.interfaces.desk.workflow.workflows import compare_workflows, workflow, workflows

urlpatterns = [
    path("workflows/", workflows, name="workflows"),
    path("workflows/<int:definition_id>/", workflow, name="workflow"),
    path("workflows/<int:definition_id>/<int:other_id>/", compare_workflows, name="compare_workflows"),
]
PAGES = (DeskPage("desk:workflows", _("Workflows"), "route", has_post, Section.STRUCTURE),)
