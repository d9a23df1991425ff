"""Departments' systems tell what happened under their own numbers; no answer tells more than the post may know."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from tests.city import VILLAGE
from tests.domain.incidents.helpers import record, visit
from tests.domain.subjects.helpers import SCHOOL, school
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db
VISIT: dict[str, Any] = {
    "own_id": "XF-2026/0714",
    "kind": "petition_visit",
    "happened_on": "2026-07-14",
    "site": SCHOOL,
    "answers": SCHOOL,
    "channel": "visit",
    "reached": "city",
    "persons": 6,
    "skips_levels": True,
}


@pytest.fixture(autouse=True)
def plain_http(settings: Settings, workflows: None) -> None:
    settings.SECURE_SSL_REDIRECT = False


class System:
    """A department's system, which works as one post."""

    def __init__(self, player: Player) -> None:
        self.headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "zh-Hans"}

    def tell(self, **said: Any) -> Any:
        """Tell an incident."""
        return self.send({**VISIT, **said})

    def send(self, said: dict[str, Any]) -> Any:
        """Send the whole body."""
        body = json.dumps(said)
        return Client().post("/api/v1/incidents", body, content_type="application/json", headers=self.headers)

    def read(self, path: str = "", **query: str) -> Any:
        """Read one, or the list."""
        return Client().get(f"/api/v1/incidents{path}", query, headers=self.headers)


@pytest.fixture
def petitions(cast: dict[str, Player]) -> System:
    """Give the system of the petitions bureau."""
    school()
    return System(cast["petition_officer"])


def test_what_is_told_again_is_the_same_and_told_otherwise_a_row_beside(petitions: System) -> None:
    first = petitions.tell()
    assert first.status_code == 201, first.content.decode()
    made = first.json()
    assert (made["own_id"], made["division"], made["answers"]) == (VISIT["own_id"], VILLAGE, SCHOOL)
    assert made["fields"]["persons"] == 6
    again = petitions.tell()
    assert (again.status_code, again.json()) == (200, made)
    other = petitions.tell(persons=7, reason="人数有误").json()
    assert (other["corrects"], other["fields"]["persons"]) == (made["id"], 7)
    assert "人数有误" in other["reason"]
    assert petitions.read(f"/{made['id']}").json()["replaced"]
    assert [row["id"] for row in petitions.read(own_id=VISIT["own_id"]).json()["items"]] == [other["id"]]


def test_what_is_left_out_stays_and_what_was_corrected_by_hand_does(
    petitions: System, cast: dict[str, Player]
) -> None:
    petitions.tell()
    officer = cast["petition_officer"].viewer
    correct_incident(actor=officer, incident=Incident.objects.get(), values={"persons": 4}, reason="核实")
    assert petitions.tell().json()["fields"]["persons"] == 4
    assert petitions.tell(upheld=True).json()["fields"] == {
        "channel": "visit",
        "reached": "city",
        "skips_levels": True,
        "lawful": None,
        "upheld": True,
        "repeat": None,
        "persons": 4,
    }
    gone = petitions.tell(withdrawn=True, reason="重复登记").json()
    assert gone["withdrawn"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"persons": 0}, "persons"),
        ({"channel": None}, "channel"),
        ({"deaths": 1}, "deaths"),
        ({"site": "91999999MA9999999X"}, "site"),
        ({"site": None, "division": None}, "division"),
        ({"happened_on": "2199-01-01"}, "happened_on"),
        ({"happened_on": "gestern"}, "happened_on"),
        ({"own_id": "\u3164"}, "own_id"),
        ({"own_id": " \u200b"}, "own_id"),
        ({"site": "\u2800"}, "site"),
        ({"happened_at": "2026-07-14"}, "happened_at"),
        ({"kind": "earthquake"}, "kind"),
        ({"petitioner": "王某"}, "petitioner"),
    ],
)
def test_what_can_not_be_is_a_problem_that_names_the_field(
    petitions: System, said: dict[str, Any], field: str
) -> None:
    answer = petitions.tell(**said)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["field"].removeprefix("body.") for error in answer.json()["errors"]] == [field]
    assert not Incident.objects.exists()


@pytest.mark.parametrize("who", ["village_secretary", "safety_officer", "county_leader", "auditor"])
def test_who_records_none_of_a_kind_learns_nothing_by_telling(
    petitions: System, cast: dict[str, Player], who: str
) -> None:
    there = petitions.tell().json()
    system = System(cast[who])
    known, unknown = system.tell(), system.tell(own_id="nobody-ever-told")
    assert known.status_code == unknown.status_code == 403
    assert known.json() == unknown.json()
    seen, absent = system.read(f"/{there['id']}"), system.read("/999999999")
    assert seen.status_code == absent.status_code == 404
    assert seen.json() == absent.json()
    for query in ({}, {"own_id": VISIT["own_id"]}, {"kind": "petition_visit"}):
        assert system.read(**query).json()["items"] == []


def test_numbers_are_those_of_a_department_and_told_to_nobody_else(
    petitions: System, cast: dict[str, Player]
) -> None:
    petitions.tell()
    peace = System(cast["peace_officer"])
    (row,) = peace.read().json()["items"]
    assert (row["own_id"], row["kind"]) == ("", "petition_visit")
    assert peace.read(own_id=VISIT["own_id"]).json()["items"] == []


def test_a_place_that_is_not_ones_own_is_refused(petitions: System) -> None:
    answer = petitions.tell(site=None, answers=None, division="410104003001")
    assert answer.status_code == 403


def test_a_list_goes_on_page_by_page_and_is_narrowed(petitions: System) -> None:
    record(*[visit(persons=count) for count in range(1, 6)])
    found, cursor = [], ""
    while True:
        page = petitions.read(limit="2", cursor=cursor).json()
        found += [row["fields"]["persons"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == [1, 2, 3, 4, 5]
    assert petitions.read(since="2026-07-15").json()["items"] == []
    assert len(petitions.read(until="2026-07-14", division="410105").json()["items"]) == 5


@pytest.mark.parametrize("name", ["channel", "reached", "measure"])
def test_null_says_nothing_of_a_choice_that_a_kind_has_not(cast: dict[str, Player], name: str) -> None:
    safety = System(cast["safety_officer"])
    said = {"own_id": "SG-7", "kind": "accident", "happened_on": "2026-07-14", "division": VILLAGE}
    answer = safety.send({**said, "sort": "fire", name: None})
    assert answer.status_code == 201, answer.content.decode()
    assert safety.send({**said, "sort": "fire", name: None}).json() == answer.json()


def test_null_told_again_of_what_an_accident_cost_changes_nothing(cast: dict[str, Player]) -> None:
    safety = System(cast["safety_officer"])
    said = {"own_id": "SG-7", "kind": "accident", "happened_on": "2026-07-14", "division": VILLAGE}
    for _nth in range(3):
        assert safety.send({**said, "sort": "fire", "deaths": None, "loss": None}).status_code < 300
    assert Incident.objects.count() == 1


def test_what_was_never_told_can_not_be_withdrawn(petitions: System) -> None:
    answer = petitions.tell(withdrawn=True)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["withdrawn"]
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("name", "most"), [("own_id", 80), ("reason", 150)])
def test_bounds_hold_for_what_is_kept_of_a_line(petitions: System, name: str, most: int) -> None:
    petitions.tell()
    # Composed of two signs each, once they are kept.
    answer = petitions.tell(persons=7, **{name: "\u0958" * most})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [name]
    assert Incident.objects.count() == 1
