"""Fixtures for every test."""

from typing import Any
from weakref import WeakKeyDictionary

import pytest
from django.conf import settings as django_settings
from django.test import client
from django.utils import translation
from hypothesis import settings

from sanling.interfaces.components.legible import LegibleRequest

pytest_plugins = ("tests.worlds", "tests.city", "tests.cast", "tests.workflows", "tests.messages")
# The tests' clients make requests of the class that the server makes (wsgi.py), which Django lets nobody choose there.
client.WSGIRequest = LegibleRequest  # type: ignore[attr-defined]
# Each client would make all middlewares anew, and look through all static files: a ninth of what the tests take.
_LOADED = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
_loaded: WeakKeyDictionary[object, dict[str, Any]] = WeakKeyDictionary()
_load_middleware = client.ClientHandler.load_middleware


def _load_once(handler: client.ClientHandler, is_async: bool = False) -> None:
    """Let a client take the middlewares that another made under the same settings."""
    under = django_settings._wrapped  # type: ignore[misc]
    if under not in _loaded:
        _load_middleware(handler, is_async)
        _loaded[under] = {name: getattr(handler, name) for name in _LOADED}
    vars(handler).update(_loaded[under])


client.ClientHandler.load_middleware = _load_once  # type: ignore[assignment, method-assign]
# How long an example takes is for `make bench` to say: a busy machine fails no property.
settings.register_profile("sanling", settings.default, deadline=None)
settings.load_profile("sanling")


@pytest.fixture(autouse=True)
def _usual_language() -> None:
    """Begin in the usual language: a page asked for in another leaves that behind."""
    translation.deactivate()
