"""Address of the directory of mediators."""

from django.urls import path

from sanling.interfaces.portal.mediation.directory import mediators

urlpatterns = [path("mediators/", mediators, name="mediators")]
