"""Programs draft a monthly bulletin, and read it as it was printed: its numbers whole, by place and by kind."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.processes.figures.bulletins.contents import Contents
from tests.city import CITY, COUNTY
from tests.interfaces.api.conftest import system_of
from tests.interfaces.doors import token_of
from tests.processes.figures.bulletins.helpers import Cast, drafted, published
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


def body(**other: Any) -> dict[str, Any]:
    return {"month": "2026-10", "title": "郑州市2026年10月通报", **other}


def test_it_is_drafted_as_at_the_desk(counted: object, cast: Cast) -> None:
    officer = system_of(cast["city_peace_officer"])
    answer = officer.post("/publications/bulletins", body(remarks="另有说明。"))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    at_desk = drafted(cast, remarks="另有说明。")
    assert (told["sort"], told["period"], told["published_at"]) == ("monthly", "2026-10", None)
    assert told["figures"] == officer.get(f"/publications/{at_desk.pk}").json()["figures"]


def test_what_cannot_be_drafted_says_why(counted: object, cast: Cast) -> None:
    officer = system_of(cast["city_peace_officer"])
    for said, status, sort in (
        (body(month="2027-01"), 409, "nothing_counted"),
        (body(remarks="共23613件，其中化解21484件，化解率94%。"), 409, "contradicts"),
        (body(replaces=10**9, reason="漏统"), 409, "already_replaced"),
        (body(replaces=10**9), 422, "invalid"),
        (body(month="0000-01"), 422, "invalid"),
        (body(place="4102"), 404, "not_found"),
    ):
        answer = officer.post("/publications/bulletins", said)
        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (status, sort), said
    for who, place in (("county_leader", CITY), ("mediator", COUNTY)):
        answer = system_of(cast[who]).post("/publications/bulletins", body(place=place))
        assert answer.status_code in (403, 404), who
