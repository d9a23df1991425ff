"""Follow: a merged matter ends as the other ends, and is taken up again with it; only the system does it."""

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.verbs import Way, verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_it_takes_over_what_has_become_of_the_other() -> None:
    act = done("follow")
    assert (act.told, act.params) == ([("follow",)], {})


def test_nobody_is_told_by_it_and_it_meets_no_deadline() -> None:
    verb = verb_of("follow")
    assert verb.tells is None
    assert verb.needless
    assert verb.way is Way.FOLLOWING


def test_in_every_city_it_leads_to_an_end_and_from_there_back_to_what_follows() -> None:
    for definition, follow in by_verb("follow"):
        assert [who.relation for who in follow.who] == [ActorRelation.SYSTEM], definition.code
        assert follow.to
        for code in follow.sources:
            source, target = definition.state(code), definition.state(follow.to)
            assert (source.follows, target.end) in {(True, True), (False, False)}, definition.code
            assert target.follows != source.follows, definition.code
