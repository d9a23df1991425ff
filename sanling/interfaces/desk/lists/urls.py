"""Addresses of saved views and chosen columns, and their place in the navigation."""

from django.urls import path

from sanling.interfaces.desk.lists.choosing import choose
from sanling.interfaces.desk.lists.views import forget, rename, views

urlpatterns = [
    path("lists/<slug:code>/columns/", choose, name="choose_columns"),
    path("views/", views, name="views"),
    path("views/<int:view_id>/forget/", forget, name="forget_view"),
    path("views/<int:view_id>/rename/", rename, name="rename_view"),
]
