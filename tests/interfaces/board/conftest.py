"""Walls that are looked at in tests: let in without TLS, with nothing kept from another test."""

import pytest
from pytest_django import Settings

from sanling.interfaces.board import kept
from sanling.interfaces.board.kept import Newest, Shelf
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]


@pytest.fixture(autouse=True)
def open_door(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let browsers in without TLS; nothing is kept from another test."""
    settings.SECURE_SSL_REDIRECT = False
    monkeypatch.setattr(kept, "SHELF", Shelf())
    monkeypatch.setattr(kept, "NEWEST", Newest())
