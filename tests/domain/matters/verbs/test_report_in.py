"""Report in: the acting unit signs for the part that it was called in for."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_the_acting_unit_reports_in_and_nothing_else_happens() -> None:
    act = done("report_in")
    assert (act.told, act.params) == ([("report in",)], {})


def test_in_every_city_nobody_reports_in_twice_and_it_stops_the_clock_that_waits_for_it() -> None:
    for definition, report in by_verb("report_in"):
        assert "joint_not_signed" in report.guards, definition.code
        called = {
            rule.code for other in definition.actions if other.verb == "join_in" for rule in other.clocks
        }
        assert called & definition.stopping(report.code) & definition.met_by(report.code), definition.code
        assert report.to is None, definition.code
