"""Addresses of boards."""

from django.urls import path

from sanling.interfaces.board.community import community, community_part
from sanling.interfaces.board.wall import wall, wall_part

app_name = "board"
urlpatterns = [
    path("", wall, name="wall"),
    path("part/", wall_part, name="wall_part"),
    path("community/", community, name="community"),
    path("community/part/", community_part, name="community_part"),
]
