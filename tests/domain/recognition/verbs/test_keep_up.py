"""Keep up: what was done is not enough, says whoever stands above."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Case, done


def test_it_is_not_worked_off_any_more() -> None:
    act = done("keep_up", matter=Case(resolved_at=NOW))
    assert act.matter.resolved_at is None


def test_it_is_said_from_above_with_a_reason_in_every_city() -> None:
    assert by_verb("keep_up")
    for _definition, action in by_verb("keep_up"):
        assert action.reason
        assert {who.relation for who in action.who} == {"above"}
