"""Sign for: whoever is charged confirms having it, in time for the clock that waits for it."""

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_the_charge_is_signed_and_nothing_else_happens() -> None:
    act = done("sign_for", post_charged=7)
    assert (act.told, act.params, act.charged) == ([("sign",)], {}, 7)


def test_in_every_city_only_who_is_charged_signs_and_that_meets_the_deadline() -> None:
    for definition, sign in by_verb("sign_for"):
        assert [who.relation for who in sign.who] == [ActorRelation.ASSIGNEE], definition.code
        of_stage = {rule.code for code in sign.sources for rule in definition.state(code).clocks}
        ended = (definition.stopping(sign.code) | of_stage) & definition.met_by(sign.code)
        assert "sign_for" in ended, definition.code
