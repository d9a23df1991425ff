"""Programs read a monthly bulletin as it was printed: its numbers whole, by place and by kind."""

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.processes.figures.bulletins.contents import Contents
from tests.interfaces.doors import token_of
from tests.processes.figures.bulletins.helpers import Cast, published
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = pytest.mark.django_db


def test_its_numbers_are_those_that_were_printed(counted: object, settings: Settings, cast: Cast) -> None:
    settings.SECURE_SSL_REDIRECT = False
    made = published(cast)
    headers = {"Authorization": f"Bearer {token_of(cast['city_leader'])}", "Accept-Language": "en"}
    told = Client().get(f"/api/v1/publications/{made.pk}", headers=headers).json()
    assert (told["sort"], told["period"], told["lines"]) == ("monthly", "2026-10", [])
    printed = Contents.read(made.contents or {})
    found = {
        (row["by"], row["line"]["unit"], row["figure"]): row["line"]["now"]["numerator"]
        for row in told["figures"]
    }
    expected = {("", "", code): line.now.numerator for code, line in printed.whole.items()}
    for by, parts in (("place", printed.places), ("kind", printed.kinds)):
        expected |= {
            (by, part.unit, code): line.now.numerator for part in parts for code, line in part.lines.items()
        }
    assert found == expected
