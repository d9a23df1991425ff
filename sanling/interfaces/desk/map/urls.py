"""Addresses of the map, and its place in the navigation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.map.areas import map_areas
from sanling.interfaces.desk.map.board import map_page
from sanling.interfaces.desk.map.deployment import deployment_file, deployment_page
from sanling.interfaces.desk.map.finding import map_find, map_near
from sanling.interfaces.desk.map.permissions import maps
from sanling.interfaces.desk.map.points import map_list, map_points
from sanling.interfaces.desk.map.rows import map_rows
from sanling.interfaces.desk.pages import DeskPage, Section

urlpatterns = [
    path("map/", map_page, name="map"),
    path("map/rows/", map_rows, name="map_rows"),
    path("map/points/", map_points, name="map_points"),
    path("map/list/", map_list, name="map_list"),
    path("map/deployment/", deployment_page, name="deployment"),
    path("map/deployment/file/", deployment_file, name="deployment_file"),
    path("map/find/", map_find, name="map_find"),
    path("map/near/", map_near, name="map_near"),
    path("map/areas/<str:place>/<str:version>.json", map_areas, name="map_areas"),
]
PAGES = (DeskPage("desk:map", _("Map"), "map-pin", maps, Section.WORK),)
