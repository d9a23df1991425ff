"""The leak matrix, walls: what is kept of a screen is shown to nobody who sees otherwise, and ends with the leave."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.board import kept
from sanling.interfaces.board.kept import Shelf
from tests.city import CITY
from tests.interfaces.doors import signed_in
from tests.leaks.test_standing_in import standing_in
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
# Of the township of the one on leave.
UNIT = "花园路街道"


@pytest.fixture(autouse=True)
def empty_shelf(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECURE_SSL_REDIRECT = False
    monkeypatch.setattr(kept, "SHELF", Shelf())


def shown(browser: Client) -> str:
    answer = browser.get("/board/part/", {"place": CITY, "period": "2026"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_screen_kept_while_standing_in_ends_with_the_leave(cast: dict[str, Player]) -> None:
    away, here = cast["intake_officer"], cast["sibling_township_intake"]
    browser = signed_in(here)
    with standing_in(away, here):
        wide = shown(browser)
        assert UNIT in wide
    with clock.turned(shift=timedelta(seconds=2)):
        assert UNIT not in shown(browser)
