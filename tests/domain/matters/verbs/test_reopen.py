"""Reopen: what was settled is not settled any more, and nobody's deadline is met by that."""

from datetime import timedelta

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Case, done


def test_the_resolution_is_undone_and_the_state_decides_the_rest() -> None:
    act = done("reopen", matter=Case(resolved_at=NOW - timedelta(days=2), outcome="settled"))
    assert act.matter == Case(resolved_at=None, outcome="settled")
    assert (act.told, act.params) == ([], {})


def test_it_is_done_also_where_the_matter_has_ended_and_makes_what_waited_needless() -> None:
    verb = verb_of("reopen")
    assert verb.at_an_end
    assert verb.needless


def test_in_every_city_the_party_may_ask_for_it_in_time_and_not_without_end() -> None:
    for definition, reopen in by_verb("reopen"):
        assert reopen.to
        target = definition.state(reopen.to)
        assert not target.settles
        assert target.unassigned, (definition.code, reopen.code)
        if reopen.by(ActorRelation.PARTY):
            assert reopen.limit is not None, (definition.code, reopen.code)
            assert reopen.within is not None, (definition.code, reopen.code)
