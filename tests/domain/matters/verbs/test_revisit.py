"""Revisit: the office asks afterwards; that meets the deadline for asking and reopens nothing."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("revisit", {"satisfied": ("choice", "no")})
    assert (act.told, act.params) == ([], {})


def test_in_every_city_it_meets_the_deadline_for_it_and_the_matter_stays_settled() -> None:
    for definition, revisit in by_verb("revisit"):
        assert definition.stopping(revisit.code) & definition.met_by(revisit.code), definition.code
        for code in revisit.sources:
            after = definition.state(revisit.to or code)
            assert after.settles, (definition.code, revisit.code)
            assert after.outcome == definition.state(code).outcome, (definition.code, revisit.code)
