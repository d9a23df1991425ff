"""Addresses of notices."""

from django.urls import path

from sanling.interfaces.desk.notices.notices import bundle_messages, notices, notices_count, read_notices

urlpatterns = [
    path("notices/", notices, name="notices"),
    path("notices/count/", notices_count, name="notices_count"),
    path("notices/bundle/", bundle_messages, name="bundle_messages"),
    path("notices/read/", read_notices, name="read_notices"),
]
