"""Decide extension: a granted one moves the clock that was asked about by what was asked; a refused one moves none."""

from typing import Any

import pytest

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Facts, Staged, done

ASKED = {"extension": "asked", "clock": 41, "by": "10", "reason": "需要鉴定"}


def decided(granted: str, asked: Any = ASKED) -> Staged:
    return done("decide_extension", {"granted": ("choice", granted)}, situation=Facts(asked=asked))


def test_a_granted_one_gives_the_clock_asked_about_what_was_asked_for() -> None:
    act = decided("yes")
    assert act.told == [("give time", 41, 10)]
    assert act.params == {"extension": "granted", "clock": 41, "by": 10}


def test_a_refused_one_leaves_every_clock_as_it_is() -> None:
    act = decided("no")
    assert (act.told, act.params) == ([], {"extension": "denied"})


@pytest.mark.parametrize("granted", ["yes", "no"])
def test_where_nobody_asks_nothing_moves(granted: str) -> None:
    assert decided(granted, None).told == []


def test_in_every_city_another_than_who_asked_decides_while_somebody_asks() -> None:
    assert by_verb("decide_extension")
    for definition, decide in by_verb("decide_extension"):
        assert "extension_pending" in decide.guards, definition.code
        assert not decide.by(ActorRelation.ASSIGNEE), definition.code
