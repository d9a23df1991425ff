"""What was answered and what follows from it, in words of both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from sanling.domain.assessment.config import AssessmentPart
from sanling.domain.assessment.rules import Answers, assess
from sanling.domain.assessment.wording import (
    answer_words,
    answered,
    because,
    not_a_decision,
    period_words,
    told,
    yuan,
)
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.workdays import LAW

PART: AssessmentPart = profile_by_code("zhengzhou").part("assessment")
ANSWERS: Answers = {
    "what": "wages",
    "relation": "site",
    "works_there": "no",
    "amount": 36_000,
    "left": date(2026, 9, 30),
    "since": date(2025, 6, 30),
}


def test_answers_and_what_follows_from_them_are_said() -> None:
    topic = PART.topic("labour")
    assert topic is not None
    assessed = assess(PART, topic, ANSWERS, today=date(2026, 12, 1), days=LAW)
    assert ("大约多少钱", "36,000元") in answered(topic, ANSWERS)
    ways = {way.route.code: way for way in assessed.ways}
    assert because(ways["labour_inspection"].reasons[0], ANSWERS) == [
        ("是什么事", "拖欠工资、加班费"),
        ("您是怎么干活的", "工地、农民工"),
    ]
    assert because(ways["mediation"].reasons[0], ANSWERS) == []
    said = [period_words(period) for period in assessed.periods]
    assert (
        said[0]
        == "到 2027-09-30 为止，还有 303 天。当年的放假安排尚未公布；最后一天放假的，顺延到下一个工作日。"
    )
    assert said[1].startswith("看来已于 2026-06-30 届满。")
    text = told(assessed)
    assert text.startswith("关于：工资和劳动\n是什么事：拖欠工资、加班费\n")
    assert text.endswith("事情经过（用自己的话说）：")


@pytest.mark.parametrize(("language", "money"), [("zh-hans", "1,250.50元"), ("en", "1,250.50 yuan")])
def test_money_and_the_caution_are_of_the_language(language: str, money: str) -> None:
    with override(language):
        assert yuan(Decimal("1250.50")) == money
        assert ("no decision" if language == "en" else "不是决定") in not_a_decision()


def test_yes_and_no_are_words() -> None:
    asked = PART.topics[0].question("danger")
    assert asked is not None
    assert answer_words(asked, "no") == "否"
