"""What is learned from, and what is not: nothing hidden, no names, and of each city by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.profile.registry import profile_for
from sanling.processes.suggestions import learning
from sanling.processes.suggestions.grams import grams, mark
from sanling.processes.suggestions.learning import (
    FEWEST_MATTERS,
    KINDS,
    folder_of,
    learn,
    learn_all,
    learn_kinds,
    names_of,
)
from sanling.processes.suggestions.model import load
from tests.city import CITY
from tests.processes.suggestions.settled import settle, settle_many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows")]


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    """Keep models of tests apart."""
    settings.SUGGESTIONS_ROOT = tmp_path
    return tmp_path


def test_it_is_measured_on_the_newest_tenth_and_kept() -> None:
    settle_many()
    found = {learned.model: learned for learned in learn_all()}
    told = found["dispute"]
    assert (told.matters, told.held_out, told.first, told.first_three) == (60, 6, 1.0, 1.0)
    assert found["hazard"].matters == 0
    model = load(folder_of(CITY), "dispute")
    assert model
    assert model.guesses(grams("厨房漏水"))[0].category == "neighbours"
    assert load(folder_of("4110"), "dispute") is None


@pytest.mark.parametrize(
    "hidden",
    [{"concealed": True}, {"confidentiality": 1}, {"open": True, "ended_at": None}, {"resolved_at": None}],
)
def test_what_is_hidden_open_or_dropped_teaches_nothing(hidden: dict[str, Any]) -> None:
    for _nth in range(FEWEST_MATTERS):
        settle("neighbours", **hidden)
    assert learn(profile_for(CITY), "dispute").matters == 0
    assert load(folder_of(CITY), "dispute") is None


def test_a_partys_name_is_not_learned_however_often_it_stands_there() -> None:
    settle_many()
    learn(profile_for(CITY), "dispute")
    model = load(folder_of(CITY), "dispute")
    assert model
    # Who is complained of has no name of their own beside the words that say who it is.
    for gram in ("欧阳", "阳佩", "佩兰", "司徒", "徒青", "青禾"):
        assert mark(gram) not in model.known
        assert model.guesses([gram]) == []
    assert mark("漏水") in model.known
    assert model.guesses(["漏水"])


def test_the_names_of_parties_are_read_for_many_at_once() -> None:
    matter = settle("labour")
    assert names_of([matter.pk]) == {matter.pk: ["欧阳佩兰", "司徒青禾"]}


def test_a_night_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_many()
    monkeypatch.setattr(learning, "TIME_FOR_A_KIND", timedelta(seconds=-1))
    assert learn(profile_for(CITY), "dispute").held_out == 0


def test_kinds_are_told_apart_by_as_many_of_each() -> None:
    settle_many()
    for _nth in range(40):
        settle("fire", text="消防通道被电动车堵住", kind="hazard")
    told = learn_kinds(profile_for(CITY))
    assert (told.model, told.matters, told.held_out) == (KINDS, 100, 10)
    assert told.first_three == 1.0
    model = load(folder_of(CITY), KINDS)
    assert model
    assert model.guesses(grams("消防通道"))[0].category == "hazard"
    assert model.guesses(grams("楼上漏水"))[0].category == "dispute"


def test_where_one_kind_alone_is_learned_there_is_nothing_to_tell_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle_many()
    monkeypatch.setattr(learning, "kinds_of", lambda _profile: ("dispute",))
    assert learn_kinds(profile_for(CITY)).matters == 0
