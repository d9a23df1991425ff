"""Fixtures for every test."""

import pytest
from django.test import client
from django.utils import translation
from hypothesis import settings

from sanling.interfaces.components.legible import LegibleRequest

pytest_plugins = ("tests.worlds", "tests.city", "tests.cast", "tests.workflows", "tests.messages")
# The tests' clients make requests of the class that the server makes (wsgi.py), which Django lets nobody choose there.
client.WSGIRequest = LegibleRequest  # type: ignore[attr-defined]
# How long an example takes is for `make bench` to say: a busy machine fails no property.
settings.register_profile("sanling", settings.default, deadline=None)
settings.load_profile("sanling")


@pytest.fixture(autouse=True)
def _usual_language() -> None:
    """Begin in the usual language: a page asked for in another leaves that behind."""
    translation.deactivate()
