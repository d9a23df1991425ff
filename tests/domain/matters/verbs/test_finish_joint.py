"""Finish joint: the acting unit's part is done, and nobody else's."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_the_part_of_the_acting_unit_ends_and_no_others() -> None:
    act = done("finish_joint")
    assert (act.told, act.params) == ([("finish part",)], {})


def test_in_every_city_only_who_reported_in_finishes_and_the_stage_goes_on() -> None:
    for definition, finish in by_verb("finish_joint"):
        assert "joint_signed" in finish.guards, definition.code
        assert finish.to is None, definition.code
        reporting = {
            code for other in definition.actions if other.verb == "report_in" for code in other.sources
        }
        assert set(finish.sources) <= reporting, definition.code
