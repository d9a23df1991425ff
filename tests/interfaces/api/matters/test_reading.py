"""Lists in pages that never skip or repeat, narrowed as asked, and nothing private in what is open."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from sanling.domain.people.cast import Player
from sanling.domain.territory.models import Division
from sanling.foundation import clock
from tests.city import COUNTY, SOUTH, TOWNSHIP, VILLAGE, WEST, City
from tests.domain.matters.helpers import act, registered
from tests.ends_of_time import ENDS_OF_TIME, NO_TIMES
from tests.interfaces.api.conftest import BASE, System, system_of


def pages(system: System, path: str, **query: Any) -> list[Any]:
    """Return the items of all pages, following the cursor."""
    found: list[Any] = []
    cursor = ""
    while True:
        answer = system.get(path, **query, **({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.content
        body = answer.json()
        found += body["items"]
        cursor = body["next"]
        if not cursor:
            return found


def test_pages_of_matters_hold_each_once_the_newest_first(intake: System) -> None:
    numbers = [registered().matter.number for _n in range(7)]
    listed = [row["number"] for row in pages(intake, "/matters", limit=2)]
    assert listed == numbers[::-1]


def test_matters_are_narrowed_by_each_filter(intake: System, cast: dict[str, Player]) -> None:
    dispute = registered().matter
    with clock.turned(shift=timedelta(minutes=5)):
        hazard = registered(kind="hazard", text="电线裸露在外。", division=TOWNSHIP).matter
        act(cast["intake_officer"].viewer, hazard, "accept")

    def numbers(**query: Any) -> set[str]:
        return {row["number"] for row in pages(intake, "/matters", **query)}

    assert numbers() == {dispute.number, hazard.number}
    assert numbers(kind="dispute") == {dispute.number}
    assert numbers(category=hazard.category) >= {hazard.number}
    assert numbers(stage="waiting") == {dispute.number}
    assert numbers(division=VILLAGE) == {dispute.number}
    assert numbers(division=COUNTY) == {dispute.number, hazard.number}
    assert numbers(q="电线") == {hazard.number}
    assert numbers(q=dispute.number) == {dispute.number}
    since = (clock.now() + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    assert numbers(since=since) == {hazard.number}


def test_a_post_lists_what_it_may_see_and_nothing_else(cast: dict[str, Player], workflows: None) -> None:
    registered()
    for key, count in {
        "intake_officer": 1,
        "county_intake_officer": 1,
        "sibling_township_intake": 0,
        "mediator": 0,
        "administrator": 0,
        "auditor": 0,
    }.items():
        assert len(pages(system_of(cast[key]), "/matters")) == count, key


def test_units_and_posts_tell_names_roles_and_duty_phones_only(
    intake: System, cast: dict[str, Player], city: City
) -> None:
    units = pages(intake, "/units", division=TOWNSHIP, limit=2)
    assert f"governance_centre-{TOWNSHIP}" in {unit["code"] for unit in units}
    centre = city.centre(TOWNSHIP)
    posts = pages(intake, "/posts", unit=centre.pk)
    officer = cast["intake_officer"]
    (mine,) = [post for post in posts if post["id"] == officer.post.pk]
    assert mine["role"]["code"] == "intake_officer"
    assert mine["divisions"] == [TOWNSHIP]
    assert set(mine) == {"id", "name", "role", "unit", "phone", "divisions"}


def test_divisions_and_points_are_open_to_everybody(resident: System, city: City) -> None:
    village = resident.get(f"/divisions/{VILLAGE}").json()
    assert (village["level"], village["parent"]) == ("village", TOWNSHIP)
    assert [division["code"] for division in village["above"]][-1] == TOWNSHIP
    grids = resident.get(f"/divisions/{VILLAGE}/children").json()["items"]
    assert [grid["code"] for grid in grids] == [f"{VILLAGE}00{n}" for n in range(1, 5)]
    found = resident.get("/locate", lon=WEST + 0.015, lat=SOUTH + 0.005).json()
    assert found["code"] == f"{VILLAGE}002"
    assert resident.get("/locate", lon=0, lat=0).status_code == 404


def test_a_division_is_found_by_its_statistical_code_too(resident: System, city: City) -> None:
    rehung = Division.objects.exclude(official_code=None).exclude(parent__path__startswith="410105").first()
    assert rehung is not None
    found = resident.get(f"/divisions/{rehung.official_code}").json()
    assert found["code"] == rehung.pk


def test_workflows_tell_residents_apps_what_may_be_reported(resident: System, workflows: None) -> None:
    items = {workflow["kind"]["code"]: workflow for workflow in resident.get("/workflows").json()["items"]}
    assert items["dispute"]["contact"] == "required"
    assert items["dispute"]["categories"]
    assert "rate" in {action["code"] for action in items["dispute"]["actions"]}


def test_names_come_in_the_language_asked_for(workflows: None) -> None:
    for language, name in {"en": "Dispute", "zh-hans": "矛盾纠纷"}.items():
        answer = Client().get(f"{BASE}/workflows", headers={"Accept-Language": language}).json()
        assert name in {workflow["kind"]["name"] for workflow in answer["items"]}


def test_a_petitioner_is_hidden_from_whom_the_role_does_not_entitle(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered(kind="petition").matter
    shown = system_of(cast["petition_officer"]).get(f"/matters/{matter.number}").json()
    party = shown["parties"][0]
    assert party["name"] != "王小明"
    assert party["phone"] in ("", "138****0000")


def test_the_documentation_page_loads_nothing_from_elsewhere(db: None) -> None:
    page = Client().get(f"{BASE}/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "https://" not in text
    assert "<script>" not in text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    for line in text.splitlines():
        if "/static/" in line:
            address = line.split('"')[1 if "src" in line else 3]
            assert Client().get(address).status_code == 200, address


def test_since_a_day_is_since_its_first_instant_here(intake: System) -> None:
    with clock.turned(to=datetime.fromisoformat("2026-11-01T00:00:00+08:00")):
        number = registered().matter.number
    with clock.turned(to=datetime.fromisoformat("2026-10-31T23:59:59+08:00")):
        registered()
    for since in ("2026-11-01", "2026-11-01T00:00:00", "2026-10-31T16:00:00Z", "2026-11-01T00:00:00 08:00"):
        assert [row["number"] for row in pages(intake, "/matters", since=since)] == [number], since


@pytest.mark.parametrize("since", [*ENDS_OF_TIME, *NO_TIMES])
def test_since_the_ends_of_time_is_a_wrong_field(intake: System, since: str) -> None:
    answer = intake.get("/matters", since=since)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "since")
