"""Merge: the matter follows another, its parts end, and its clocks stand still, late ones too."""

from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Facts, Running, done

FORM = {"number": ("text", "ZZ-260601-00001-A")}


def test_it_is_tied_before_its_parts_end_so_that_a_refusal_leaves_them() -> None:
    act = done("merge", FORM)
    assert act.told[:2] == [("tie", "merged_into"), ("finish parts",)]


def test_its_clocks_stand_still_though_they_be_late_and_those_of_the_stage_end_with_it() -> None:
    running = [Running("matter"), Running("stage", of_stage=True), Running("called", of_assignment=True)]
    act = done("merge", FORM, situation=Facts(clocks=running))
    assert act.told[-1] == ("hold clocks", "matter", "called", "late ones too")


def test_whoever_works_on_the_other_is_told_and_nothing_counts_as_done() -> None:
    verb = verb_of("merge")
    assert verb.needless
    assert verb.tells
    assert verb.tells.to == "those who work on the other"


def test_in_every_city_it_leads_to_a_state_that_follows_out_of_which_somebody_can_split_it() -> None:
    for definition, merge in by_verb("merge"):
        assert merge.to
        assert definition.state(merge.to).follows, definition.code
        assert any(other.verb == "split" and merge.to in other.sources for other in definition.actions)
        assert not any(definition.state(code).settles for code in merge.sources), definition.code
