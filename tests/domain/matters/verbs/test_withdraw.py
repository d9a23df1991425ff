"""Withdraw: the party takes back what it brought; nothing that waited has been done by that."""

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import brought, by_verb
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says_and_no_deadline_is_met() -> None:
    act = done("withdraw")
    assert (act.told, act.params) == ([], {})
    assert verb_of("withdraw").needless


def test_in_every_city_only_the_party_withdraws_and_only_what_is_not_settled() -> None:
    for definition, withdraw in by_verb("withdraw", brought()):
        assert {who.relation for who in withdraw.who} == {ActorRelation.PARTY}, definition.code
        assert withdraw.to
        assert definition.state(withdraw.to).outcome == "withdrawn", definition.code
        assert not any(definition.state(code).settles for code in withdraw.sources), definition.code
