"""Resolve: from now reopening is counted; whoever settles signs by that, and what others were called in for ends."""

from tests.domain.workflow.shipped import brought, by_verb
from tests.domain.workflow.stage import NOW, Case, done


def test_the_instant_is_noted_the_charge_signed_and_every_part_ended() -> None:
    act = done("resolve")
    assert act.matter == Case(resolved_at=NOW)
    assert act.told == [("sign",), ("finish parts",)]


def test_what_was_resolved_before_is_resolved_anew() -> None:
    assert done("resolve", matter=Case(resolved_at=NOW.replace(year=2020))).matter.resolved_at == NOW


def test_in_every_city_what_is_resolved_is_settled_and_its_party_hears_of_it() -> None:
    for definition, resolve in by_verb("resolve", among=brought()):
        assert resolve.to
        assert definition.state(resolve.to).outcome, (definition.code, resolve.code)
        assert resolve.audience == "party", (definition.code, resolve.code)


def test_in_every_city_nothing_is_settled_over_the_head_of_a_department_that_was_called() -> None:
    for definition, resolve in by_verb("resolve"):
        calling = {code for other in definition.actions if other.verb == "join_in" for code in other.sources}
        if calling & set(resolve.sources):
            assert "no_open_joint" in resolve.guards, (definition.code, resolve.code)
