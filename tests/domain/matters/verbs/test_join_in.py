"""Join in: each chosen department is called, with a part and a clock of its own."""

import pytest

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Office, done


def test_every_department_is_called_in_the_order_chosen() -> None:
    act = done("join_in", {"units": ("units", [Office(3), Office(1), Office(2)])})
    assert act.told == [("call in", 3), ("call in", 1), ("call in", 2)]
    assert act.unit_held == 10


def test_none_is_called_where_none_was_chosen() -> None:
    assert done("join_in", {"units": ("units", [])}).told == []
    with pytest.raises(LookupError):
        done("join_in", {"unit": ("unit", Office(3))})


def test_in_every_city_a_called_department_has_a_clock_that_it_can_stop_itself() -> None:
    for definition, whistle in by_verb("join_in"):
        assert whistle.clocks, definition.code
        for rule in whistle.clocks:
            assert any(definition.action(code).by(ActorRelation.JOINT) for code in rule.stops), (
                definition.code,
                rule.code,
            )
