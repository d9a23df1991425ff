"""Addresses of recognition: the page of a subject's own."""

from django.urls import path

from sanling.interfaces.portal.recognition.own import own

urlpatterns = [
    path("recognition/<str:number>/<str:signature>/", own, name="own_recognition"),
]
