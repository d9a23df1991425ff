"""Addresses of the directory of mediators, and of a side's own page."""

from django.urls import path

from sanling.interfaces.portal.mediation.directory import mediators
from sanling.interfaces.portal.mediation.side import side

urlpatterns = [
    path("mediators/", mediators, name="mediators"),
    path("side/<str:token>/", side, name="side"),
]
