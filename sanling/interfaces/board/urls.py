"""Addresses of boards."""

from django.urls import path

from sanling.interfaces.board.wall import wall, wall_part

app_name = "board"
urlpatterns = [
    path("", wall, name="wall"),
    path("part/", wall_part, name="wall_part"),
]
