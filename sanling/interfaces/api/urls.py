"""Addresses of the API."""

from django.urls import path

from sanling.interfaces.api.routes import api

urlpatterns = [path("v1/", api.urls)]
