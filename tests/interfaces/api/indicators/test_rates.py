"""Programs read rates with both of their numbers, and exactly the rows behind each."""

from random import Random
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db
MONTH = {"period": "2026-07"}


@pytest.fixture(autouse=True)
def judged(settings: Settings, city: City, workflows: None) -> None:
    """Judge a month of a random city."""
    settings.SECURE_SSL_REDIRECT = False
    random = Random(5)
    publish_standard(actor=TEST, profile=city.profile)
    make_incidents(random, make_subjects(random, 20), 20)
    evaluate(city=CITY, month=FIRST)


def asked(player: Player, path: str, **query: str) -> Any:
    """Return what a program of a post is answered."""
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/rates/{path}", query, headers=headers)


def test_rates_have_both_numbers_and_their_rows(cast: dict[str, Player]) -> None:
    player = cast["city_peace_officer"]
    told = asked(player, "met", **MONTH).json()
    assert told["indicator"]["name"] == "Rate met"
    row = next(row for row in told["items"] if row["unit"] == COUNTY)
    for measure, number in (("met", row["rate"]["numerator"]), ("judged", row["rate"]["denominator"])):
        page = asked(player, "met/rows", **MONTH, place=COUNTY, measure=measure, limit="100").json()
        assert page["count"] == len(page["items"]) == number
    groups = row["groups"]
    assert (
        groups["places"]["denominator"] + groups["institutions"]["denominator"] == row["rate"]["denominator"]
    )


def test_what_has_no_sector_is_a_unit_of_its_own_with_its_rows(cast: dict[str, Player]) -> None:
    player = cast["city_peace_officer"]
    row = next(
        row for row in asked(player, "met", **MONTH, by="sector").json()["items"] if row["unit"] == "-"
    )
    page = asked(player, "met/rows", **MONTH, sector="-").json()
    assert page["count"] == row["rate"]["denominator"] > 0


def test_pages_of_rows_lead_to_the_next(cast: dict[str, Player]) -> None:
    player, codes, cursor = cast["city_peace_officer"], [], ""
    while True:
        page = asked(player, "met/rows", **MONTH, measure="judged", limit="7", cursor=cursor).json()
        codes += [row["code"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(codes) == len(set(codes)) == page["count"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("castles", MONTH),
        ("met", {"period": "2026"}),
        ("recognised", MONTH),
        ("met", {**MONTH, "place": "44"}),
        ("met/rows", {**MONTH, "measure": "castles"}),
    ],
)
def test_what_there_is_not_is_not_found(cast: dict[str, Player], path: str, query: dict[str, str]) -> None:
    assert asked(cast["city_peace_officer"], path, **query).status_code == 404


@pytest.mark.parametrize("path", ["met", "met/rows"])
@pytest.mark.parametrize("narrowed", ["zero", "type", "sector", "group"])
def test_what_rates_can_not_be_narrowed_to_is_a_problem_and_no_rate_of_nought(
    cast: dict[str, Player], path: str, narrowed: str
) -> None:
    answer = asked(cast["city_peace_officer"], path, **MONTH, **{narrowed: "castles"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [narrowed]
