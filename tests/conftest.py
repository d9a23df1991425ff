"""Fixtures for every test."""

from django.test import client

from sanling.interfaces.components.legible import LegibleRequest

pytest_plugins = ("tests.city", "tests.cast", "tests.workflows", "tests.messages")
# The tests' clients make requests of the class that the server makes (wsgi.py), which Django lets nobody choose there.
client.WSGIRequest = LegibleRequest  # type: ignore[attr-defined]
