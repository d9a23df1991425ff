"""Route: another unit holds the matter, and nobody there is charged yet."""

import pytest

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Office, done


def test_the_chosen_unit_holds_it_and_the_entry_says_from_where_it_came() -> None:
    act = done("route", {"unit": ("unit", Office(20))}, post_charged=7)
    assert act.told == [("hold", 20)]
    assert act.params == {"from_unit": 10}
    assert (act.holder, act.charged) == (20, None)


def test_without_a_unit_it_goes_nowhere() -> None:
    with pytest.raises(LookupError):
        done("route")


def test_in_every_city_it_waits_there_for_somebody_to_take_it_up() -> None:
    for definition, route in by_verb("route"):
        assert route.to
        assert definition.state(route.to).unassigned, (definition.code, route.code)
        assert any(field.type == "unit" and field.required for field in route.fields), definition.code
