"""Resume: the clocks that stand still count on, later by the pause; those that ran on are left alone."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Facts, Running, done


def test_what_stands_still_counts_on_and_nothing_else_moves() -> None:
    running = [Running("held", paused_at=NOW), Running("late"), Running("part", paused_at=NOW)]
    act = done("resume", situation=Facts(clocks=running))
    assert act.told == [("count on", "held", "part")]
    assert act.params == {}


def test_in_every_city_it_leads_out_of_a_pause_to_where_work_goes_on() -> None:
    for definition, resume in by_verb("resume"):
        assert resume.to
        assert not definition.state(resume.to).paused, definition.code
        assert all(definition.state(code).paused for code in resume.sources), definition.code
