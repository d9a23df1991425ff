"""Extend: more time is asked for, for the latest of the running clocks that the action moves; none moves yet."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Facts, Running, Staged, done, rule

FORM = {"by": ("allowance", 10)}


def asking(*running: Running) -> Staged:
    moves = [rule("work", starts=["it"]), rule("more", starts=["it"])]
    return done(
        "extend", FORM, said={"moves": ["work", "more"]}, clocks=moves, situation=Facts(clocks=list(running))
    )


def test_the_request_is_kept_for_the_clock_and_nothing_moves() -> None:
    act = asking(Running("work", id=41))
    assert act.params == {"extension": "asked", "clock": 41}
    assert act.told == []


def test_of_several_it_is_the_one_that_runs_longest() -> None:
    soon, late = Running("work", id=1, due_at=NOW), Running("more", id=2, due_at=NOW + timedelta(days=1))
    assert asking(soon, late).params["clock"] == asking(late, soon).params["clock"] == 2


def test_a_clock_that_the_action_does_not_name_is_not_extended_however_late_it_ends() -> None:
    other = Running("other", id=9, due_at=NOW + timedelta(days=90))
    assert asking(Running("work", id=1), other).params["clock"] == 1
    with pytest.raises(Invalid):
        asking(other)


def test_without_a_running_clock_there_is_nothing_to_ask_for() -> None:
    with pytest.raises(Invalid) as refused:
        asking()
    assert list(refused.value.errors) == [""]


def test_in_every_city_nobody_asks_twice_and_somebody_can_decide() -> None:
    for definition, ask in by_verb("extend"):
        assert "no_extension_pending" in ask.guards, definition.code
        assert ask.by(ActorRelation.ASSIGNEE) or ask.by(ActorRelation.HOLDER), definition.code
        deciding = [other for other in definition.actions if other.verb == "decide_extension"]
        assert any(set(ask.sources) <= set(other.sources) for other in deciding), definition.code
        assert all(other.moves == ask.moves for other in deciding), definition.code
