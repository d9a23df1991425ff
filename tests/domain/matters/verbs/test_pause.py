"""Pause: the clocks of the matter and of its assignments stand still; those that are late go on being late."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Facts, Running, done


def test_all_clocks_stand_still_but_those_of_the_stage_which_end_with_it() -> None:
    running = [Running("matter"), Running("stage", of_stage=True), Running("called", of_assignment=True)]
    act = done("pause", situation=Facts(clocks=running))
    assert act.told == [("hold clocks", "matter", "called")]
    assert act.params == {}


def test_where_no_clock_runs_none_is_held() -> None:
    assert done("pause").told == [("hold clocks",)]


def test_in_every_city_a_pause_is_limited_or_bounded_and_somebody_ends_it() -> None:
    for definition, pause in by_verb("pause"):
        assert pause.to
        resting = definition.state(pause.to)
        assert resting.paused, definition.code
        assert any(other.verb == "resume" and pause.to in other.sources for other in definition.actions)
        assert pause.limit is not None or resting.clocks, definition.code
