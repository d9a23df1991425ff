"""Agreements are looked through before they are signed: each finding where it belongs, and only rules stop one."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.config import MediationPart
from sanling.domain.mediation.examining import RULES, STOPS, Caution, Examined, Finding, Found, examine
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.terms import Clause, Sort, Terms

ON = date(2026, 11, 30)
SIDES = (Examined(1, has_name=True, has_number=True), Examined(2, has_name=True, has_number=True))
PAYS = Clause("支付伍佰元（500元）", Sort.PAYS, by=2, to=1, amount=500_00, due_on=date(2026, 12, 20))


def found(*clauses: Clause, sides: tuple[Examined, ...] = SIDES, facts: str = "堆物") -> set[Finding]:
    """Return what is found in an agreement of these clauses."""
    return {each.finding for each in examine(Terms(facts, clauses), sides, on=ON)}


def test_a_clear_one_has_nothing_to_be_looked_at() -> None:
    assert not found(PAYS, Clause("再无其他争议"))


@pytest.mark.parametrize(
    ("clause", "finding"),
    [
        (replace(PAYS, text="支付伍佰元（5000元）"), Finding.AMOUNTS_DIFFER),
        (replace(PAYS, text="于2026年2月30日前付清"), Finding.NO_SUCH_DAY),
        (replace(PAYS, due_on=date(2026, 11, 29)), Finding.DAY_PAST),
        (replace(PAYS, due_on=None), Finding.NO_DAY),
        (replace(PAYS, amount=None), Finding.NO_AMOUNT),
        (replace(PAYS, by=None), Finding.OWED_BY_NOBODY),
        (replace(PAYS, by=1), Finding.OWED_BY_NOBODY),
        (replace(PAYS, text="尽快支付适当费用"), Finding.VAGUE),
        (replace(PAYS, text="房屋归一方所有"), Finding.JOINT_GOODS),
    ],
)
def test_each_kind_is_found(clause: Clause, finding: Finding) -> None:
    assert found(clause) == {finding}


def test_sides_are_to_be_known_and_minors_have_somebody_who_signs() -> None:
    nobody = Examined(2, has_name=False, has_number=False)
    child = Examined(2, has_name=True, has_number=True, is_minor=True)
    assert found(PAYS, sides=SIDES[:1]) == {Finding.ONE_SIDE}
    assert found(PAYS, sides=(SIDES[0], nobody)) == {Finding.NAMELESS}
    assert found(PAYS, sides=(SIDES[0], replace(nobody, has_name=True))) == {Finding.UNIDENTIFIED}
    assert found(PAYS, sides=(SIDES[0], child)) == {Finding.NO_GUARDIAN, Finding.MINORS_GOODS}


def test_an_empty_one_says_what_is_missing() -> None:
    assert found(facts="") == {Finding.NO_FACTS, Finding.NO_CLAUSE}


def test_what_stops_it_comes_first_and_each_that_stops_names_its_rule() -> None:
    results = examine(Terms("", (replace(PAYS, due_on=None, text="付5元（陆元）"),)), SIDES, on=ON)
    assert [each.stops for each in results] == sorted((each.stops for each in results), reverse=True)
    assert all(STOPS.values())
    assert not {*STOPS} & {*RULES}


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for each in examine(Terms(text, (replace(PAYS, text=text),)), SIDES, on=ON):
        assert isinstance(each, Found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("双方断绝父子关系，互不往来", "status"),
        ("甲方今后不再赡养乙方", "status"),
        ("乙方不得报警、不再追究", "crime"),
        ("赌债五千元分期偿还", "crime"),
        ("乙方不得起诉、不得信访", "liberty"),
        ("逾期按月息5%计息", "interest"),
        ("占用的公共通道归甲方使用", "third_person"),
    ],
)
def test_the_words_of_the_profile_are_found(text: str, code: str) -> None:
    part: MediationPart = part_of("4101")
    cautions = [Caution(rules.code, re.compile(rules.words)) for rules in part.cautions]
    results = examine(Terms("堆物", (Clause(text),)), SIDES, on=ON, cautions=cautions)
    assert code in {each.caution for each in results if each.finding is Finding.CAUTION}
