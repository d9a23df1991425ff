"""Register: every kind of every city begins by it, once, and tells those whose turn it is."""

from sanling.domain.workflow.verbs import verb_of, verbs
from tests.domain.workflow.shipped import by_verb, everywhere
from tests.domain.workflow.stage import done


def test_it_alone_makes_a_matter_and_does_nothing_to_one() -> None:
    assert [code for code, verb in verbs().items() if verb.registers] == ["register"]
    assert done("register").told == []


def test_the_owners_of_the_first_state_are_told() -> None:
    told = verb_of("register").tells
    assert told
    assert (told.notice, told.to) == ("matter.registered", "owners")


def test_in_every_city_each_kind_begins_with_it_where_a_clock_runs() -> None:
    assert len(by_verb("register")) == len(everywhere())
    for definition, register in by_verb("register"):
        assert definition.register() is register
        first = definition.state(definition.initial)
        assert first.clocks or definition.starting(register.code), definition.code
        assert first.owner, definition.code
