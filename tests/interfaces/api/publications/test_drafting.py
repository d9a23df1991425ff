"""Programs draft what the rates tell; a second person's publishes it as it was read, or throws it away."""

from typing import Any

import pytest

from sanling.domain.publications.models import Publication
from tests.city import CITY, COUNTY, City
from tests.domain.publications.helpers import Cast, judge, published
from tests.domain.recognition.random_city import FIRST
from tests.interfaces.api.conftest import System, system_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast, workflows: None) -> None:
    judge(city)


@pytest.fixture
def officer(cast: Cast) -> System:
    return system_of(cast["city_peace_officer"])


@pytest.fixture
def leader(cast: Cast) -> System:
    return system_of(cast["city_leader"])


def body(**other: Any) -> dict[str, Any]:
    usual = {"indicator": "met", "period": f"{FIRST:%Y-%m}", "title": "达标率排名", "ranked": True}
    return {**usual, **other}


def test_a_draft_is_published_by_a_second_person_who_read_it(officer: System, leader: System) -> None:
    drafted = officer.post("/publications", body())
    assert drafted.status_code == 201, drafted.content
    told = drafted.json()
    assert (told["published_at"], told["number"]) == (None, None)
    assert told["lines"][-1]["whole"]
    address = f"/publications/{told['id']}"
    read = leader.get(address).json()
    assert read["shown"] == told["shown"]
    assert officer.post(f"{address}/publish", {"shown": told["shown"]}).status_code == 403
    stale = leader.post(f"{address}/publish", {"shown": "0" * 64})
    assert (stale.status_code, stale.json()["type"]) == (409, "urn:sanling:problem:shown_otherwise")
    made = leader.post(f"{address}/publish", {"shown": read["shown"]}).json()
    assert (made["number"], made["lines"]) == (1, read["lines"])
    assert leader.post(f"{address}/publish", {"shown": read["shown"]}).status_code == 404
    assert leader.delete(address).status_code == 404


def test_drafts_are_listed_apart_to_those_who_have_a_hand_in_them(
    cast: Cast, officer: System, leader: System
) -> None:
    made, told = published(cast), officer.post("/publications", body()).json()
    assert [row["id"] for row in officer.get("/publications").json()["items"]] == [made.pk]
    assert [row["id"] for row in leader.get("/publications", drafts="true").json()["items"]] == [told["id"]]
    for player in ("township_leader", "auditor"):
        system = system_of(cast[player])
        assert system.get("/publications", drafts="true").json()["items"] == []
        assert system.get(f"/publications/{told['id']}").status_code == 404
        assert system.delete(f"/publications/{told['id']}").status_code == 404


def test_a_draft_is_thrown_away(officer: System) -> None:
    told = officer.post("/publications", body()).json()
    assert officer.delete(f"/publications/{told['id']}").json() == {"id": told["id"]}
    assert not Publication.objects.exists()


def test_a_correction_says_what_it_replaces_and_why(cast: Cast, officer: System) -> None:
    old = published(cast)
    assert officer.post("/publications", body(replaces=old.pk)).status_code == 422
    told = officer.post("/publications", body(replaces=old.pk, reason="漏统"))
    assert told.json()["replaces"] == old.pk
    nowhere = officer.post("/publications", body(replaces=10**9, reason="漏统"))
    assert nowhere.json()["type"] == "urn:sanling:problem:already_replaced"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"level": "village"}, 201),
        ({"level": "county", "place": COUNTY}, 422),
        ({"by": "type"}, 422),
        ({"by": "type", "ranked": False}, 201),
        ({"by": "type", "ranked": False, "level": "county"}, 422),
        ({"indicator": "nonsense"}, 404),
        ({"period": "2020-01"}, 409),
        ({"title": " "}, 422),
        ({"place": "4102"}, 404),
    ],
)
def test_what_the_rates_do_not_tell_is_not_drafted(
    officer: System, said: dict[str, Any], status: int
) -> None:
    answer = officer.post("/publications", body(**said))
    assert answer.status_code == status, answer.content


def test_figures_are_drafted_where_one_answers_for_them(cast: Cast) -> None:
    for player in ("intake_officer", "peace_officer", "auditor"):
        answer = system_of(cast[player]).post("/publications", body(place=CITY))
        assert answer.status_code == 403, answer.content
    assert not Publication.objects.exists()


@pytest.mark.parametrize("name", ["title", "remarks", "reason"])
def test_signs_that_are_kept_as_several_count_as_they_are_kept(officer: System, name: str) -> None:
    longest = {"title": 120, "remarks": 2000, "reason": 200}[name]
    answer = officer.post("/publications", body(**{name: "\ufb2c" * longest}))
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [name]
    assert not Publication.objects.exists()


def test_a_title_is_more_than_punctuation(officer: System) -> None:
    answer = officer.post("/publications", body(title="，。"), **{"Accept-Language": "zh-hans"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, "title")
    assert error["message"] == "标题不能只有标点符号。"
