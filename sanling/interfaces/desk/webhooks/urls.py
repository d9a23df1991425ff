"""Addresses of webhooks, and their place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.pages import DeskPage, Section, administers
from sanling.interfaces.desk.webhooks.webhooks import end_webhook, webhooks

urlpatterns = [
    path("webhooks/", webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/end/", end_webhook, name="end_webhook"),
]
PAGES = (DeskPage("desk:webhooks", _("Webhooks"), "send", administers, Section.UPKEEP),)
