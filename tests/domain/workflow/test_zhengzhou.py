"""Zhengzhou's definitions: that they can be published, and that the law stands in them as written."""

import pytest

from sanling.domain.matters.config import MattersPart
from sanling.domain.people.config import PeoplePart
from sanling.domain.workflow.schema import ClockRule
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.workflow.shipped import CODES, REPORTED, shipped


def test_all_can_be_published() -> None:
    assert tuple(sorted(shipped())) == CODES


def test_every_kind_has_its_definition() -> None:
    part: MattersPart = profile_by_code("zhengzhou").part("matters")
    assert {kind.code: kind.workflow for kind in part.kinds} == {
        definition.kind: definition.code for definition in shipped().values()
    }


def test_whoever_owns_a_stage_is_cleared_for_matters_of_the_kind() -> None:
    profile = profile_by_code("zhengzhou")
    people: PeoplePart = profile.part("people")
    matters: MattersPart = profile.part("matters")
    clearance = {role.code: role.clearance for role in people.roles if role.scope != "none"}
    wrong = [
        (definition.code, state.code, role)
        for definition in shipped().values()
        for state in definition.states
        for role in state.owner
        for kind in matters.kinds
        if kind.code == definition.kind and clearance.get(role, -1) < kind.confidentiality
    ]
    assert wrong == []


def test_disputes_are_counted_by_the_eighteen_categories_of_the_yearly_report() -> None:
    part: MattersPart = profile_by_code("zhengzhou").part("matters")
    categories = part.categories("dispute")
    assert len(categories) == 18
    assert all(category.example for category in categories)
    assert part.default_category("dispute") == "other"


# 信访工作条例, articles 22, 23, 34, 35, 36.
ARTICLES = {
    "forward": ("15 d", "22"),
    "tell": ("15 d", "23"),
    "decide": ("60 d", "34"),
    "review": ("30 d", "35"),
    "re_review": ("30 d", "36"),
}


@pytest.mark.parametrize("code", ARTICLES)
def test_the_petition_clocks_are_those_of_the_regulation(code: str) -> None:
    rule: ClockRule = shipped()["petition"].clock(code)
    within, article = ARTICLES[code]
    assert (str(rule.within), rule.source) == (within, f"信访工作条例 {article}")


def test_a_petition_is_objected_to_within_five_working_days_and_reviews_are_asked_for_within_thirty() -> None:
    petition = shipped()["petition"]
    periods = {
        code: (str(petition.action(code).within), petition.action(code).since)
        for code in ("object", "ask_review", "ask_re_review")
    }
    assert periods == {
        "object": ("5 wd", "stage"),
        "ask_review": ("30 d", "resolved"),
        "ask_re_review": ("30 d", "resolved"),
    }


def test_a_petition_is_extended_once_by_at_most_thirty_days_by_the_leader_with_the_reason_told() -> None:
    petition = shipped()["petition"]
    ask, decide = petition.action("ask_extension"), petition.action("decide_extension")
    assert (ask.limit, str(ask.fields[0].most), ask.moves, ask.reason) == (1, "30 d", ("decide",), True)
    assert {role for who in decide.who for role in who.roles} == {
        "centre_director",
        "department_leader",
        "village_secretary",
    }
    assert next(field for field in decide.fields if field.code == "told").required


def test_hearing_time_does_not_count_in_a_re_review() -> None:
    petition = shipped()["petition"]
    assert petition.action("hold_hearing").verb == "pause"
    assert petition.state("hearing").paused
    assert not petition.stopping("hold_hearing")


def test_mediation_takes_a_month_and_more_only_with_the_consent_of_all() -> None:
    dispute = shipped()["dispute"]
    assert str(dispute.clock("mediation").within) == "30 d"
    consent = next(field for field in dispute.action("ask_extension").fields if field.code == "consent")
    assert consent.required


def test_failed_mediation_tells_the_legal_routes() -> None:
    told = next(field for field in shipped()["dispute"].action("fail").fields if field.code == "routes_told")
    assert told.required


def test_a_dispute_is_passed_on_within_the_hour() -> None:
    dispute = shipped()["dispute"]
    assert str(dispute.clock("pass_on").within) == "1 h"
    assert "register" in dispute.clock("pass_on").starts


def test_a_major_hazard_settles_five_things_and_is_put_right_with_pictures_from_before_and_after() -> None:
    hazard = shipped()["hazard"]
    assert [field.code for field in hazard.action("list_major").fields if field.required] == [
        "responsible",
        "measures",
        "money",
        "deadline",
        "plan",
    ]
    assert hazard.action("submit").evidence == 2


@pytest.mark.parametrize("code", REPORTED)
def test_residents_read_plain_words_in_every_state_that_goes_on(code: str) -> None:
    for state in shipped()[code].states:
        assert state.public.zh
        assert state.end or state.next is not None


@pytest.mark.parametrize("code", REPORTED)
def test_residents_can_rate_the_result_and_each_steps_speed(code: str) -> None:
    (rate,) = [action for action in shipped()[code].actions if action.verb == "rate"]
    part: MattersPart = profile_by_code("zhengzhou").part("matters")
    assert {field.code for field in rate.fields if field.type == "rating"} == {
        "result",
        *(step.code for step in part.steps),
    }


@pytest.mark.parametrize("code", CODES)
def test_what_a_clock_does_needs_nothing_filled_in(code: str) -> None:
    for rule in shipped()[code].all_clocks:
        if rule.on_overdue.act:
            action = shipped()[code].action(rule.on_overdue.act)
            assert not action.reason
            assert not action.evidence
