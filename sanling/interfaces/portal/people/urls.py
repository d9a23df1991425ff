"""Addresses of the directory."""

from django.urls import path

from sanling.interfaces.portal.people.directory import offices, place

urlpatterns = [
    path("offices/", offices, name="offices"),
    path("offices/<str:path>/", place, name="place"),
]
