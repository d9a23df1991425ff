"""Addresses of tags; they are reached from the matters that they stand on."""

from django.urls import path

from sanling.interfaces.desk.tags.tags import find_tag, tags, take_off

urlpatterns = [
    path("matters/<str:number>/tags/", tags, name="tags"),
    path("matters/<str:number>/tags/<int:tag_id>/off/", take_off, name="take_tag_off"),
    path("find/tag/", find_tag, name="find_tag"),
]
