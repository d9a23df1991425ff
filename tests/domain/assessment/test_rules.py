"""Answers lead by rules alone: each path somewhere, each day as counted otherwise, each fee as the scale says."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.assessment.config import AssessmentPart, Limit, Question, Topic
from sanling.domain.assessment.rules import Answer, assess, end_of, fee_of, period_of
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import installed_profiles, profile_by_code
from sanling.foundation.workdays import LAW

TODAY = date(2026, 12, 1)
PART: AssessmentPart = profile_by_code("zhengzhou").part("assessment")
NAMED = Label(zh="甲", en="A")
DAYS = st.dates(date(2004, 2, 1), date(2025, 12, 31))


def possible(asked: Question) -> list[Answer | None]:
    """Return the answers that can make a difference, none given first."""
    if asked.type == "amount":
        return [None, 0, 10_000, 40_000, 40_001, 10**11]
    if asked.type == "date":
        return [None, date(2026, 11, 30)]
    return [None, *asked.codes]


def paths(topic: Topic) -> Iterator[dict[str, Answer]]:
    """Yield every path of answers; days lead nowhere else, so all of them are given or none."""
    asked = [question for question in topic.questions if question.type != "date"]
    days = [question.code for question in topic.questions if question.type == "date"]
    for chosen in product(*map(possible, asked)):
        answers = {row.code: value for row, value in zip(asked, chosen, strict=True) if value is not None}
        yield answers
        yield answers | dict.fromkeys(days, date(2026, 11, 30))


@pytest.mark.parametrize("topic", PART.topics, ids=lambda topic: topic.code)
def test_every_path_of_answers_leads_somewhere_with_a_source_and_somebody_to_turn_to(topic: Topic) -> None:
    told = set()
    for answers in paths(topic):
        assessed = assess(PART, topic, answers, today=TODAY, days=LAW)
        assert assessed.ways
        codes = [way.route.code for way in assessed.ways]
        assert len(set(codes)) == len(codes)
        assert any(way.route.report or way.route.phone or way.route.url for way in assessed.ways)
        for way in assessed.ways:
            assert way.route.source
            assert way.reasons
            for reason in way.reasons:
                assert reason.rule.source
                # What is said to have led there was answered.
                assert all(asked.code in answers for asked in reason.because)
        told |= {id(reason.rule) for way in assessed.ways for reason in way.reasons}
        for period in assessed.periods:
            assert period.limit.source
            assert (period.last is not None) == (period.limit.since in answers)
    assert told == {id(rule) for rule in topic.rules}, "a rule that nothing leads to"


def test_no_city_has_a_way_without_a_source() -> None:
    for profile in installed_profiles().values():
        part: AssessmentPart = profile.part("assessment")
        assert all(route.source for route in part.routes)
        assert all(scale.source for scale in part.fees)
        used = {rule.route for topic in part.topics for rule in topic.rules}
        assert used == {route.code for route in part.routes}


def counted(since: date, within: str) -> date:
    """Return the last day by stepping through the calendar, a day, month or year at a time."""
    number, unit = within.split()
    if unit == "d":
        day = since
        for _step in range(int(number)):
            day += timedelta(days=1)
        return day
    year, month = since.year, since.month
    for _step in range(int(number) * (12 if unit == "y" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, 1)
    while day.day < since.day and (day + timedelta(days=1)).month == month:
        day += timedelta(days=1)
    return day


LIMITS = [limit for topic in PART.topics for limit in topic.limits if limit.within]


@given(limit=st.sampled_from(LIMITS), since=DAYS)
def test_every_period_ends_on_the_day_that_an_independent_count_ends_on(limit: Limit, since: date) -> None:
    wanted = counted(since, limit.within or "")
    assert end_of(since, limit.within or "") == wanted
    while not LAW.is_working_day(wanted):
        wanted += timedelta(days=1)
    period = period_of(limit, {limit.since or "": since}, today=TODAY, days=LAW)
    assert period.last == wanted
    assert period.days_left == (wanted - TODAY).days
    assert period.is_over == (wanted < TODAY)


@pytest.mark.parametrize(
    ("since", "within", "last"),
    [
        (date(2024, 2, 29), "3 y", date(2027, 2, 28)),
        (date(2025, 8, 31), "6 m", date(2026, 2, 28)),
        (date(2025, 12, 1), "1 y", date(2026, 12, 1)),
        (date(2026, 1, 30), "1 m", date(2026, 2, 28)),
        (date(2026, 2, 27), "3 d", date(2026, 3, 2)),
    ],
)
def test_a_month_without_the_day_ends_it_on_its_last(since: date, within: str, last: date) -> None:
    assert end_of(since, within) == last


def test_a_period_that_ends_on_a_holiday_runs_to_the_next_working_day_and_may_be_provisional() -> None:
    limit = Limit(name=NAMED, since="since", within="1 y", source="民法典 第188条")
    period = period_of(limit, {"since": date(2025, 10, 1)}, today=TODAY, days=LAW)
    assert period.last == date(2026, 10, 8)
    assert not period.provisional
    later = period_of(limit, {"since": date(2026, 11, 30)}, today=TODAY, days=LAW)
    assert later.provisional
    to_come = period_of(limit, {"since": date(2027, 1, 1)}, today=TODAY, days=LAW)
    assert to_come.last is None


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        (0, "50.00"),
        (10_000, "50.00"),
        (10_001, "50.03"),
        (100_000, "2300.00"),
        (200_000, "4300.00"),
        (500_000, "8800.00"),
        (1_000_000, "13800.00"),
        (20_000_000, "141800.00"),
    ],
)
def test_the_fee_of_a_suit_is_what_the_tables_of_courts_print(amount: int, fee: str) -> None:
    scale = PART.fee("property_case")
    assert scale is not None
    assert fee_of(scale, amount) == Decimal(fee)
    assert fee_of(scale, 100_000, 0.5) == Decimal("1150.00")


@given(st.integers(0, 10**11), st.integers(0, 10**6))
def test_no_larger_claim_costs_less(amount: int, more: int) -> None:
    scale = PART.fee("property_case")
    assert scale is not None
    assert fee_of(scale, amount) <= fee_of(scale, amount + more)
