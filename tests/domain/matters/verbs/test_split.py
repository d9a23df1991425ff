"""Split: what was merged is worked on by itself again, with the time that was left, save what the law ran on."""

from datetime import timedelta

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Case, Facts, Running, done, rule


def test_it_is_untied_and_what_stood_still_counts_on() -> None:
    running = [Running("held", paused_at=NOW), Running("ran_on")]
    act = done("split", situation=Facts(clocks=running))
    assert act.told == [("untie",), ("count on", "held")]


def test_a_clock_that_the_law_runs_on_has_counted_meanwhile() -> None:
    rules = [rule("law", starts=["it"], counts_merged=True), rule("held", starts=["it"])]
    running = [Running("held", paused_at=NOW), Running("law", paused_at=NOW)]
    act = done("split", clocks=rules, situation=Facts(clocks=running))
    assert act.told[-1] == ("count on", "held", "law", "law counted")


def test_a_settlement_that_was_the_others_is_this_ones_no_more() -> None:
    assert done("split", matter=Case(resolved_at=NOW - timedelta(days=1))).matter.resolved_at is None


def test_in_every_city_it_begins_anew_where_nobody_is_charged_yet() -> None:
    for definition, split in by_verb("split"):
        assert split.to == definition.initial, (definition.code, split.code)
        assert definition.state(split.to).unassigned, definition.code
