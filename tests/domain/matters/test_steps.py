"""How long cases stand at each step is told by the stages of their states."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.indicators.distribution import bucket_of
from sanling.domain.matters.models import Matter, Stage
from sanling.domain.matters.steps import DISTRIBUTED, MEASURES, last_stays, step_names, steps_of, with_times
from sanling.domain.people.cast import Player
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from tests.city import CITY
from tests.domain.indicators.facts import facts_as_rows
from tests.domain.matters.helpers import act, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


@pytest.fixture
def returned(cast: Cast) -> Matter:
    """Let a matter come to mediation, go back, and come again: each stage an hour."""
    matter = in_mediation(cast)
    act(cast["mediator"].viewer, matter, "return", {"reason": "不在本村"})
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    begin = matter.registered_at.replace(hour=2)
    for nth, stage in enumerate(Stage.objects.filter(matter=matter).order_by("pk")):
        stage.begun_at = begin + timedelta(hours=nth)
        stage.ended_at = stage.ended_at and begin + timedelta(hours=nth + 1)
        stage.save()
    return matter


def test_each_step_counts_a_matter_once_and_what_stands_is_the_state_it_is_in(returned: Matter) -> None:
    found = facts_as_rows(steps_of([returned.pk]))
    stages = list(Stage.objects.filter(matter=returned).order_by("pk"))
    assert max(Counter(stage.state for stage in stages).values()) > 1
    entered = [fact["category"] for fact in found if fact["measure"] == "entered"]
    assert sorted(entered) == sorted({stage.state for stage in stages})
    standing = Counter[str]()
    for fact in found:
        standing[fact["category"]] += fact["amount"] if fact["measure"] == "standing" else 0
    assert {state for state, amount in standing.items() if amount} == {returned.state}
    assert {fact["measure"] for fact in found} <= set(MEASURES)
    assert all(fact["bucket"] == 0 or fact["measure"] in DISTRIBUTED for fact in found)


def test_how_long_it_stood_is_all_of_its_stages_together(returned: Matter) -> None:
    stood = {
        fact["category"]: fact["bucket"]
        for fact in facts_as_rows(steps_of([returned.pk]))
        if fact["measure"] == "stood"
    }
    hours = Counter(stage.state for stage in Stage.objects.filter(matter=returned))
    assert returned.state not in stood
    assert stood == {
        state: bucket_of(timedelta(hours=count)) for state, count in hours.items() if state != returned.state
    }


def test_what_is_over_stands_at_no_step(cast: Cast) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "refuse", {"reason": "x", "cause": "outside"})
    ends = {state.code for state in definition_of(matter.definition_id).states if state.end}
    found = facts_as_rows(steps_of([matter.pk]))
    assert not matter.open
    assert not {fact["category"] for fact in found} & ends
    assert sum(fact["amount"] for fact in found if fact["measure"] == "standing") == 0


def test_steps_are_called_as_the_workflow_of_the_kind_calls_them(returned: Matter) -> None:
    names = step_names(CITY, "category", returned.kind)
    assert names[returned.state] == str(definition_of(returned.definition_id).state(returned.state).name)
    assert returned.kind in step_names(CITY, "kind", "")
    assert step_names(CITY, "category", "castle") == {}
    Definition.objects.update(retired_at=returned.registered_at)
    assert step_names(CITY, "category", returned.kind) == {}


def test_a_matter_at_a_step_is_shown_once_by_its_last_stay(returned: Matter) -> None:
    stages = list(Stage.objects.filter(matter=returned).order_by("pk"))
    seen = last_stays(Matter.objects.filter(pk=returned.pk))
    assert sorted(stay.state for stay in seen) == sorted({stage.state for stage in stages})
    assert set(seen) == {max(same, key=lambda stage: stage.begun_at) for same in _by_state(stages).values()}
    found: Any
    for found in with_times(seen):
        same = _by_state(stages)[found.state]
        assert found.came_at == min(stage.begun_at for stage in same)
        stood = sum((stage.ended_at - stage.begun_at for stage in same if stage.ended_at), timedelta())
        assert found.ended_at is None or found.stood == stood


def _by_state(stages: list[Stage]) -> dict[str, list[Stage]]:
    found: dict[str, list[Stage]] = {}
    for stage in stages:
        found.setdefault(stage.state, []).append(stage)
    return found
