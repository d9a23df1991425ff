"""Programs read figures with their numbers, whole and by parts, and exactly the rows behind each."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from tests.city import CITY, COUNTY, VILLAGE
from tests.interfaces.doors import token_of
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
YEAR = {"period": "2026"}


@pytest.fixture(autouse=True)
def open_door(settings: Settings) -> None:
    """Let programs in without TLS."""
    settings.SECURE_SSL_REDIRECT = False


def asked(player: Player, path: str, **query: str) -> Any:
    """Return what a program of a post is answered."""
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/figures{path}", query, headers=headers)


def test_each_figure_says_how_it_is_defined(cast: Cast) -> None:
    told = {figure["code"]: figure for figure in asked(cast["city_leader"], "").json()}
    assert told["settlement"]["name"] == "Settlement rate"
    assert told["settlement"]["denominator"] == {"code": "taken_in", "name": "Matters taken in"}
    assert (told["settlement"]["unit"], told["handling_time"]["unit"]) == ("percent", "minutes")


def test_both_numbers_of_each_part_have_their_rows(counted: object, cast: Cast) -> None:
    player = cast["city_peace_officer"]
    for by in ("place", "kind", "channel", "unit", "month"):
        told = asked(player, "/settlement", **YEAR, by=by).json()
        assert (
            sum(item["now"]["numerator"] for item in told["items"]) == told["total"]["now"]["numerator"] > 0
        )
        for item in told["items"][:6]:
            narrowed = {"period": item["unit"][:7]} if by == "month" else {**YEAR, by: item["unit"]}
            for measure, number in (("settled", "numerator"), ("taken_in", "denominator")):
                page = asked(player, "/settlement/rows", **narrowed, measure=measure, limit="100").json()
                assert page["count"] == len(page["items"]) == item["now"][number], (by, item)


def test_each_step_of_a_matter_is_a_row(counted: object, cast: Cast) -> None:
    player = cast["city_peace_officer"]
    told = asked(player, "/step_time", **YEAR, kind="dispute", by="category").json()
    assert told["total"]["now"]["numerator"] > len(told["items"]) > 1
    page = asked(player, "/step_time/rows", **YEAR, kind="dispute", limit="100").json()
    assert page["count"] == page["amount"] == told["total"]["now"]["numerator"]
    assert len({(row["code"], row["category"]) for row in page["items"]}) == len(page["items"])
    assert {row["category"] for row in page["items"]} <= {item["unit"] for item in told["items"]}


def test_persons_are_told_with_the_rows_that_they_are_of(counted: object, cast: Cast) -> None:
    page = asked(cast["petition_officer"], "/petition_persons/rows", **YEAR).json()
    assert (page["count"], page["amount"]) == (3, 6)
    by_unit = asked(cast["petition_officer"], "/petition_persons", **YEAR, by="unit")
    assert [wrong["field"] for wrong in by_unit.json()["errors"]] == ["by"]


def test_pages_of_rows_lead_to_the_next(counted: object, cast: Cast) -> None:
    player = cast["city_peace_officer"]
    seen, cursor = [], ""
    while True:
        page = asked(player, "/registered/rows", **YEAR, limit="7", cursor=cursor).json()
        seen += [row["code"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == page["count"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"period": "2026-13"}, "period"),
        ({"period": "2_026"}, "period"),
        ({"kind": "castle"}, "kind"),
        ({"channel": "castle"}, "channel"),
        ({"category": "noise"}, "category"),
        ({"by": "category"}, "by"),
        ({"by": "day", "period": "2020-01-01..2026-11-01"}, "by"),
    ],
)
def test_what_there_is_not_is_refused_by_its_name(cast: Cast, query: dict[str, str], field: str) -> None:
    answer = asked(cast["city_leader"], "/settled", **query)
    assert answer.status_code == 422
    assert [wrong["field"] for wrong in answer.json()["errors"]] == [field]


def test_a_number_of_another_place_cannot_be_asked_for(cast: Cast) -> None:
    leader = cast["county_leader"]
    assert asked(leader, "/settled", place=COUNTY).status_code == 200
    for place in ("410104", "4102", "41", f"{COUNTY}999"):
        assert asked(leader, "/settled", place=place).status_code == 404
        assert asked(leader, "/settled/rows", place=place).status_code == 404
    assert asked(leader, "/castles").status_code == 404
    assert asked(leader, "/settled/rows", measure="rated").status_code == 404


def test_each_is_told_what_it_sees(counted: object, cast: Cast) -> None:
    whole = asked(cast["city_peace_officer"], "/registered", **YEAR, place=CITY).json()["total"]["now"]
    part = asked(cast["mediator"], "/registered", **YEAR, place=VILLAGE).json()["total"]["now"]
    assert part["numerator"] < whole["numerator"]
    for who in ("administrator", "security_administrator", "auditor"):
        assert asked(cast[who], "/registered", **YEAR).status_code in (403, 404)
