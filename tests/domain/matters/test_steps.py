"""How long cases stand at each step is told by the stages of their states."""

from collections import Counter
from datetime import timedelta

import pytest

from sanling.domain.indicators.distribution import bucket_of
from sanling.domain.matters.models import Matter, Stage
from sanling.domain.matters.steps import DISTRIBUTED, MEASURES, steps_of
from sanling.domain.people.cast import Player
from tests.domain.indicators.facts import facts_as_rows
from tests.domain.matters.helpers import act, in_mediation

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
