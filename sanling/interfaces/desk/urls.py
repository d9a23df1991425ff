"""Addresses of the desk: the `urlpatterns` of each room's `urls` module."""

from sanling.interfaces.components.rooms import for_audience

app_name = "desk"
urlpatterns = [pattern for urls in for_audience("desk", "urls") for pattern in urls.urlpatterns]
