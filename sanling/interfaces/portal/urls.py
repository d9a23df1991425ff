"""Addresses of the portal: its front, and the `urlpatterns` of each room's `urls` module."""

from django.urls import path

from sanling.interfaces.components.rooms import for_audience
from sanling.interfaces.portal.start import start

app_name = "portal"
urlpatterns = [
    path("", start, name="start"),
    *(pattern for urls in for_audience("portal", "urls") for pattern in urls.urlpatterns),
]
