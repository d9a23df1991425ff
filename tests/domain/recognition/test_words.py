"""A standard is read out in words."""

from django.utils import translation

from sanling.domain.recognition.config import Bounds, StandardPart
from sanling.domain.recognition.words import colour_said, conditions_said, rules_said, values_said
from sanling.domain.subjects.facts import fact_sources
from sanling.foundation.profile.registry import profile_by_code

PART: StandardPart = profile_by_code("zhengzhou").part("standard")


def test_each_rule_of_a_zero_is_said_with_what_counts() -> None:
    with translation.override("zh-hans"):
        said = {words.rule.code: words for words in rules_said(PART)}
    collective = said["collective_visit"]
    assert collective.conditions == ("渠道：走访", "查实：是", "人数：不少于 5")
    assert collective.within == "当月内"
    assert collective.takes == "达到 1 件"
    assert collective.provisos == ("依法走访的，不计（合法：是；《信访工作条例》第十八条、第四十六条）",)


def test_bounds_are_said_from_both_sides() -> None:
    accidents = fact_sources()["accident"]
    with translation.override("en"):
        assert list(conditions_said(accidents, {"deaths": Bounds(at_most=2)})) == ["Deaths: at most 2"]
        assert list(conditions_said(accidents, {"deaths": Bounds(at_least=1, at_most=2)})) == [
            "Deaths: 1 to 2"
        ]


def test_a_colour_says_when_a_subject_has_it() -> None:
    with translation.override("en"):
        assert [colour_said(PART, colour) for colour in PART.colours] == [
            "3 zeros broken or a veto",
            "2 zeros broken",
            "1 zero broken",
            "all zeros kept",
        ]


def test_values_go_by_their_names() -> None:
    said = values_said({"zeros": [{"code": "cases", "name": {"zh": "零案件", "en": "Zero cases"}}]})
    assert said["zeros.cases.name.zh"].value == "零案件"
