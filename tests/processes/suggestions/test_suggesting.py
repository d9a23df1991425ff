"""Suggested is what settled matters say, to whoever may correct the category, of what is not hidden."""

from pathlib import Path
from typing import Any

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.workflow.schema import Action
from sanling.foundation.profile.registry import profile_for
from sanling.processes.suggestions.learning import learn, learn_kinds
from sanling.processes.suggestions.suggesting import Suggestion, suggested, suggested_about
from tests.city import CITY
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn, desk, plain_http
from tests.processes.suggestions.settled import settle, settle_many

__all__ = ["desk", "plain_http"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows", "plain_http")]
Cast = dict[str, Player]
TEXT = "厨房顶上漏水到我家，王小明说了几次。"


@pytest.fixture(autouse=True)
def learned(settings: Any, tmp_path: Path, cast: Cast, workflows: None) -> None:
    """Learn from thirty settled matters of each of two categories."""
    settings.SUGGESTIONS_ROOT = tmp_path
    settle_many()
    learn(profile_for(CITY), "dispute")


def classify_of(cast: Cast, matter: Matter) -> Action:
    """Return the act that corrects a category."""
    acts = allowed_actions(cast["intake_officer"].viewer, matter)
    return next(action for action in acts if action.code == "classify")


def told(cast: Cast, matter: Matter) -> list[Suggestion]:
    """Return what is suggested for a matter."""
    whole = Matter.objects.prefetch_related("parties").get(pk=matter.pk)
    return list(suggested(whole, classify_of(cast, matter)))


def test_the_likeliest_is_suggested_with_words_of_the_matter_itself(cast: Cast) -> None:
    first = told(cast, registered(text=TEXT).matter)[0]
    assert (first.code, first.name) == ("neighbours", "邻里")
    assert first.percent
    assert 50 < first.percent <= 100
    assert first.reasons
    assert all(reason in TEXT and "王小明" not in reason for reason in first.reasons)


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 1}, {"kind": "petition"}])
def test_nothing_is_suggested_for_what_is_hidden_or_of_other_kinds(
    cast: Cast, hidden: dict[str, Any]
) -> None:
    matter = registered(text=TEXT).matter
    classify = classify_of(cast, matter)
    Matter.objects.filter(pk=matter.pk).update(**hidden)
    assert suggested(Matter.objects.get(pk=matter.pk), classify) == []


def test_other_acts_suggest_nothing_and_neither_does_a_city_that_learned_nothing(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    matter = registered(text=TEXT).matter
    acts = allowed_actions(cast["intake_officer"].viewer, matter)
    assert suggested(matter, next(action for action in acts if action.code == "accept")) == []
    settings.SUGGESTIONS_ROOT = tmp_path / "nothing"
    assert told(cast, matter) == []


def test_the_form_shows_it_to_whoever_may_correct_and_decides_nothing(cast: Cast, desk: SignIn) -> None:
    matter = registered(text=TEXT).matter
    page = f"/desk/matters/{matter.number}/"
    browser = desk("intake_officer")
    shown = browser.get(f"{page}?act=classify")
    form = shown.context["page"].open_act.form
    assert "邻里" in shown.content.decode()
    assert form["category"].value() == matter.category
    filled = browser.get(f"{page}?act=classify&category=neighbours")
    assert filled.context["page"].open_act.form["category"].value() == "neighbours"
    assert "根据本市已办结事项" in shown.content.decode()
    assert "根据本市已办结事项" not in desk("county_leader").get(f"{page}?act=classify").content.decode()


def test_a_suggestion_costs_no_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    matter = registered(text=TEXT).matter
    classify = classify_of(cast, matter)
    whole = Matter.objects.prefetch_related("parties").get(pk=matter.pk)
    with django_assert_num_queries(0):
        assert suggested(whole, classify)


def test_words_not_yet_registered_are_suggested_a_kind_with_a_category(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for _nth in range(60):
        settle("fire", text="消防通道被电动车堵住", kind="hazard")
    learn(profile_for(CITY), "hazard")
    learn_kinds(profile_for(CITY))
    kinds = ["hazard", "dispute"]
    with django_assert_num_queries(0):
        found = suggested_about(CITY, TEXT, names=["王小明"], kinds=kinds)
        blocked = suggested_about(CITY, "通道被堵", names=[], kinds=kinds)
    assert (found[0].code, found[0].name, found[0].field) == (
        "dispute:neighbours",
        "矛盾纠纷 · 邻里",
        "about",
    )
    assert all(reason in TEXT and "王小明" not in reason for reason in found[0].reasons)
    assert blocked[0].code == "hazard:fire"
    assert sum(suggestion.percent or 0 for suggestion in blocked) <= 100
    assert all(
        suggestion.code.startswith("dispute:")
        for suggestion in suggested_about(CITY, "通道被堵", names=[], kinds=["dispute"])
    )
    assert suggested_about(CITY, "", names=[], kinds=kinds) == []


def test_a_city_that_learned_no_kinds_suggests_none(cast: Cast) -> None:
    assert suggested_about(CITY, TEXT, names=[], kinds=["dispute"]) == []
