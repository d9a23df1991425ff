"""Addresses of GeoReport v2; the ending says in which form to answer."""

from django.urls import re_path

from sanling.interfaces.open311 import views

FORM = r"\.(?P<form>xml|json)\Z"

urlpatterns = [
    re_path(rf"^v2/discovery{FORM}", views.discovery),
    re_path(rf"^v2/services{FORM}", views.services),
    re_path(rf"^v2/services/(?P<code>[a-z0-9_.]{{1,90}}){FORM}", views.service),
    re_path(rf"^v2/requests{FORM}", views.requests),
    re_path(rf"^v2/requests/(?P<number>[^/]{{1,60}}){FORM}", views.one_request),
    re_path(rf"^v2/tokens/(?P<secret>[A-Za-z0-9_-]{{1,100}}){FORM}", views.token),
    re_path(rf"^[\s\S]*{FORM}", views.nothing),
    re_path(r"^[\s\S]*\Z", views.nothing),
]
