"""Shenyang's closed loop: collect, accept, register, warn, handle, resolve, revisit; by three routes."""

from typing import Any

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from tests.domain.matters.helpers import act, picture, registered
from tests.profiles_of_cities import small_city

VILLAGE = "210102002001"
Cast = dict[str, Player]
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    settings.FILES_ROOT = tmp_path
    return small_city("shenyang")


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """Let a resident report a dispute, and the station accept and register it."""
    matter = registered(division=VILLAGE).matter
    assert matter.state == "waiting"
    station = cast["intake_officer"].viewer
    act(station, matter, "accept")
    act(station, matter, "enter")
    assert matter.state == "listed"
    return matter


def test_the_station_of_the_community_takes_in(matter: Matter) -> None:
    assert matter.unit.code == f"governance_centre-{VILLAGE}"
    assert matter.number.startswith("SY-")


def test_what_is_simple_is_settled_on_the_spot_and_revisited(cast: Cast, matter: Matter) -> None:
    station = cast["intake_officer"].viewer
    act(station, matter, "judge_simple", {"colour": "yellow"})
    act(station, matter, "settle_here", {"answer": "当场说和。"})
    assert (matter.state, matter.outcome) == ("settled", "settled")
    act(station, matter, "revisit", {"satisfied": "satisfied"})
    assert matter.state == "revisited"
    act(station, matter, "archive")
    assert (matter.open, matter.outcome) == (False, "settled")


def test_for_what_is_difficult_the_sending_department_takes_the_lead(cast: Cast, matter: Matter) -> None:
    act(cast["intake_officer"].viewer, matter, "judge_difficult", {"colour": "yellow"})
    housing = Unit.objects.get(code="housing-210102")
    act(cast["intake_officer"].viewer, matter, "to_department", {"department": housing.pk})
    assert (matter.state, matter.unit_id) == ("difficult", housing.pk)
    names = [action.code for action in allowed_actions(cast["department_leader"].viewer, matter)]
    assert {"assign", "to_department"} <= set(names)
    assert "judge_simple" not in names


def test_what_is_complex_the_stations_settle_together(cast: Cast, matter: Matter) -> None:
    station, mediator = cast["intake_officer"].viewer, cast["mediator"]
    act(station, matter, "judge_complex", {"colour": "red"})
    housing = Unit.objects.get(code="housing-210102")
    act(station, matter, "stations", {"units": [housing.pk], "task": "请到站会商。"})
    clerk = cast["department_clerk"].viewer
    act(clerk, matter, "report_in")
    act(clerk, matter, "finish_joint", {"note": "已会商。"})
    act(station, matter, "assign", {"mediator": mediator.post.pk})
    act(mediator.viewer, matter, "sign_for")
    act(mediator.viewer, matter, "contact", {"note": "已到户。"})
    act(mediator.viewer, matter, "agree", {"form": "oral", "answer": "达成协议。"}, [picture()])
    assert (matter.state, matter.outcome) == ("settled", "settled")
    act(mediator.viewer, matter, "revisit", {"satisfied": "satisfied"})
    assert matter.state == "revisited"


def test_nobody_is_charged_before_it_was_judged(cast: Cast, matter: Matter) -> None:
    names = {action.code for action in allowed_actions(cast["intake_officer"].viewer, matter)}
    assert {"judge_simple", "judge_difficult", "judge_complex"} <= names
    assert "assign" not in names
