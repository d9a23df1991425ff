"""The leak matrix, suggestions: nothing that a reader may not see speaks to them, at no door that suggests."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for
from sanling.processes.suggestions.learning import learn, learn_kinds
from tests.city import CITY
from tests.domain.matters.helpers import act, registered
from tests.interfaces.api.conftest import system_of
from tests.processes.suggestions.settled import settle, settle_many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows")]
Cast = dict[str, Player]
Door = Callable[[Player, Matter, str], str]


def desk(player: Player, matter: Matter, act_code: str) -> str:
    """Return the page on which a post does an act."""
    browser = Client()
    browser.force_login(player.user)
    return browser.get(f"/desk/matters/{matter.number}/?act={act_code}").content.decode()


def api(player: Player, matter: Matter, act_code: str) -> str:
    """Return what the API suggests to a post for an act."""
    address = f"/matters/{matter.number}/actions/{act_code}/suggestions"
    return str(system_of(player).get(address).content.decode())


def settled(cast: Cast, **columns: Any) -> Matter:
    """Have a dispute about the stairwell settled by the mediator, where the intake officer's centre is."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    now = clock.now()
    matter.assignments.update(ended_at=now, ended_how="ended")
    left = {"open": False, "resolved_at": now, "ended_at": now, "assignee": None}
    Matter.objects.filter(pk=matter.pk).update(**left | columns)
    return matter


HIDDEN: Mapping[str, Mapping[str, Any]] = {
    "concealed": {"concealed": True},
    "confidential": {"confidentiality": 1},
}


@pytest.mark.parametrize("door", [desk, api])
@pytest.mark.parametrize("hidden", [*HIDDEN, "about one's own unit"])
def test_no_handler_is_named_for_what_one_may_not_see_or_is_about_ones_unit(
    cast: Cast, door: Door, hidden: str
) -> None:
    officer = cast["intake_officer"]
    seen = settled(cast)
    matter = registered().matter
    assert seen.number in door(officer, matter, "assign")
    if hidden in HIDDEN:
        Matter.objects.filter(pk=seen.pk).update(**HIDDEN[hidden])
    else:
        Party.objects.create(matter=seen, role=Party.Role.RESPONDENT, unit_id=officer.post.unit_id)
    shown = door(officer, matter, "assign")
    assert seen.number not in shown
    assert "相近的" not in shown


@pytest.mark.parametrize("who", ["sibling_township_intake", "volunteer", "administrator"])
def test_who_may_not_do_the_act_is_told_nothing_at_all(cast: Cast, who: str) -> None:
    settled(cast)
    matter = registered().matter
    address = f"/matters/{matter.number}/actions/assign/suggestions"
    assert system_of(cast[who]).get(address).status_code == 404
    assert "相近的" not in desk(cast[who], matter, "assign")


@pytest.fixture
def learned(settings: Any, tmp_path: Path) -> None:
    """Have thirty matters of each of two categories settled, as many hazards, and as many that are hidden."""
    settings.SUGGESTIONS_ROOT = tmp_path
    settle_many()
    for _nth in range(50):
        settle("fire", text="消防通道被电动车堵住", kind="hazard")
        settle("gas", text="鬼斧神工貔貅", kind="hazard", confidentiality=1)
    learn(profile_for(CITY), "dispute")
    learn(profile_for(CITY), "hazard")
    learn_kinds(profile_for(CITY))


def told(cast: Cast, who: str, text: str, door: str, **typed: str) -> list[str]:
    """Return the kinds and categories that a door suggests for words."""
    if door == "api":
        answer = system_of(cast[who]).post("/suggestions", {"text": text})
        return [item["value"] for item in answer.json()["items"]]
    browser = Client()
    browser.force_login(cast[who].user)
    answer = browser.post("/desk/new/about/", {"text": text, **typed})
    return [suggestion.code for suggestion in answer.context["suggestions"]]


@pytest.mark.parametrize("door", ["desk", "api"])
def test_of_words_that_only_hidden_matters_say_nothing_is_suggested(
    cast: Cast, learned: None, door: str
) -> None:
    assert told(cast, "intake_officer", "消防通道被堵", door)[0] == "hazard:fire"
    assert told(cast, "intake_officer", "貔貅貔貅", door) == []


def test_who_registers_nothing_is_suggested_nothing(cast: Cast, learned: None) -> None:
    assert told(cast, "county_leader", "消防通道被堵", "api") == []
    browser = Client()
    browser.force_login(cast["county_leader"].user)
    assert browser.post("/desk/new/about/", {"text": "消防通道被堵"}).status_code == 403


def test_of_what_is_kept_from_a_unit_nothing_is_suggested(cast: Cast, learned: None) -> None:
    assert told(cast, "intake_officer", "消防通道被堵", "desk", concealed="on") == []
