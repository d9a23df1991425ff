"""Addresses of the desk: the `urlpatterns` of each room's `urls` module, and the ledgers that rooms declare."""

from django.urls import path

from sanling.interfaces.components.rooms import for_audience
from sanling.interfaces.desk.ledgers import export_room_ledger, room_ledger
from sanling.interfaces.desk.starting import start

app_name = "desk"
urlpatterns = [
    path("start/", start, name="start"),
    path("ledgers/<slug:code>/", room_ledger, name="room_ledger"),
    path("ledgers/<slug:code>/export/", export_room_ledger, name="export_room_ledger"),
    *(pattern for urls in for_audience("desk", "urls") for pattern in urls.urlpatterns),
]
