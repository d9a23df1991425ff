"""Subjects as programs read them: what the post sees, as it is or as it was on a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from tests.city import SIBLING_VILLAGE, SIDE, SOUTH, VILLAGE, WEST
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, code_of, led_school, put, said
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


@pytest.fixture(autouse=True)
def plain_http(settings: Settings, workflows: None) -> None:
    settings.SECURE_SSL_REDIRECT = False


def asked(player: Player, path: str, **query: str) -> Any:
    """Return what a program of a post is answered."""
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/subjects{path}", query, headers=headers)


def test_a_page_lists_what_the_post_sees_and_leads_to_the_next(cast: dict[str, Player]) -> None:
    put(*[said(code_of(n), name=f"第{n}小学") for n in range(20, 25)])
    put(said(HOSPITAL, "hospital", name="远处医院", division_id="410105001003"))
    clerk, codes, cursor = cast["intake_officer"], [], ""
    while True:
        page = asked(clerk, "", limit="2", cursor=cursor).json()
        codes += [row["code"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert codes == [code_of(n) for n in range(20, 25)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"type": "school"}, 1),
        ({"type": "hospital"}, 0),
        ({"division": VILLAGE, "sector": "education"}, 1),
        ({"division": SIBLING_VILLAGE}, 0),
        ({"q": "tongxin"}, 1),
        ({"status": "closed"}, 0),
    ],
)
def test_a_list_is_narrowed(cast: dict[str, Player], query: dict[str, str], found: int) -> None:
    put(said())
    assert len(asked(cast["intake_officer"], "", **query).json()["items"]) == found


def test_one_is_read_as_it_is_and_as_it_was(cast: dict[str, Player]) -> None:
    put(said(name="旧名小学"), on=YESTERDAY)
    charge = led_school()
    clerk = cast["intake_officer"]
    now, then = asked(clerk, f"/{SCHOOL}"), asked(clerk, f"/{SCHOOL.lower()}", on=YESTERDAY.isoformat())
    assert (now.json()["name"], then.json()["name"]) == ("通信花园小学", "旧名小学")
    assert now.json()["type"] == {"code": "school", "name": "School"}
    assert then.json()["until"] == today().isoformat()
    assert charge.name not in now.content.decode()
    assert asked(clerk, f"/{SCHOOL}", on="1999-01-01").status_code == 404
    assert asked(cast["sibling_township_intake"], f"/{SCHOOL}").status_code == 404
    assert asked(clerk, "", status="gone").status_code == 422


def test_nobody_is_told_how_it_will_be_and_a_day_is_read_as_everywhere(cast: dict[str, Player]) -> None:
    put(said(), on=YESTERDAY)
    clerk, wide = cast["intake_officer"], str.maketrans("0123456789-", "０１２３４５６７８９－")
    assert asked(clerk, f"/{SCHOOL}", on=YESTERDAY.isoformat().translate(wide)).status_code == 200
    for day in ((today() + timedelta(days=1)).isoformat(), "9999-12-31", "0", "1767225600", "2026-W01-1"):
        answer = asked(clerk, f"/{SCHOOL}", on=day)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "on"), day


def test_where_one_finds_it_is_told_in_the_citys_datum(cast: dict[str, Player]) -> None:
    put(said(lon=WEST + SIDE / 2, lat=SOUTH + SIDE / 2))
    found = asked(cast["intake_officer"], f"/{SCHOOL}").json()
    assert (found["lon"], found["lat"], found["datum"]) == (WEST + SIDE / 2, SOUTH + SIDE / 2, "cgcs2000")


def test_a_page_costs_the_same_whatever_there_is(cast: dict[str, Player]) -> None:
    clerk = cast["intake_officer"]
    counted = []
    for first in (30, 60):
        put(*[said(code_of(n), name=f"第{n}小学") for n in range(first, first + 20)])
        asked(clerk, "")
        headers = {"Authorization": f"Bearer {token_of(clerk)}"}
        with CaptureQueriesContext(connection) as seen:
            Client().get("/api/v1/subjects", headers=headers)
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 6, counted
