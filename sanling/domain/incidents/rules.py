"""Which kinds of incidents there are, how grave an accident is, and by when it is reported; no Django."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What happened."""

    PETITION_VISIT = "petition_visit"
    ACCIDENT = "accident"
    POLICE_FIGURE = "police_figure"
    RISEN_DISPUTE = "risen_dispute"


class Reached(StrEnum):
    """Up to which level something came."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    STATE = "state"


class Channel(StrEnum):
    """How a petition came (信访工作条例 17)."""

    LETTER = "letter"
    VISIT = "visit"
    WEB = "web"
    PHONE = "phone"


class Measure(StrEnum):
    """What the police count; calls are not cases (治安管理处罚法 136: counts only, never persons)."""

    CRIMINAL_CALLS = "criminal_calls"
    ORDER_CALLS = "order_calls"
    CRIMINAL_CASES = "criminal_cases"
    ORDER_CASES = "order_cases"
    HOMICIDES = "homicides"
    ROBBERY_AND_THEFT = "robbery_and_theft"


class Sort(StrEnum):
    """What an accident was; casualties of road and fire are updated for 7 days, of others for 30."""

    WORK = "work"
    ROAD = "road"
    FIRE = "fire"
    OTHER = "other"


class Grade(IntEnum):
    """How grave an accident is (生产安全事故报告和调查处理条例 3)."""

    ORDINARY = 1
    SERIOUS = 2
    MAJOR = 3
    ESPECIALLY_MAJOR = 4


class Least(NamedTuple):
    """From how much on a grade is reached, bounds included: deaths, serious injuries, direct loss in CNY."""

    deaths: int
    serious_injuries: int
    loss: int


GRADES: Mapping[Grade, Least] = {
    Grade.ESPECIALLY_MAJOR: Least(30, 100, 100_000_000),
    Grade.MAJOR: Least(10, 50, 50_000_000),
    Grade.SERIOUS: Least(3, 10, 10_000_000),
}
# From this many persons on a visit is a collective one (信访工作条例 20: five represent them).
COLLECTIVE = 5
_UPDATES = {Sort.ROAD: timedelta(days=7), Sort.FIRE: timedelta(days=7)}
_USUAL_UPDATES = timedelta(days=30)
# The head of the site tells the county, each government the next above it (生产安全事故报告和调查处理条例 9, 11).
FIRST_REPORT = timedelta(hours=1)
NEXT_REPORT = timedelta(hours=2)


def grade_of(deaths: int, serious_injuries: int, loss: int) -> Grade:
    """Return how grave an accident is; the gravest criterion decides (生产安全事故报告和调查处理条例 3)."""
    for grade, least in GRADES.items():
        if deaths >= least.deaths or serious_injuries >= least.serious_injuries or loss >= least.loss:
            return grade
    return Grade.ORDINARY


def updated_for(sort: Sort) -> timedelta:
    """Return for how long after an accident its casualties are updated (生产安全事故报告和调查处理条例 13)."""
    return _UPDATES.get(sort, _USUAL_UPDATES)


def levels_told(grade: Grade) -> list[Reached]:
    """Return the levels that an accident is told to, one after the other (生产安全事故报告和调查处理条例 9, 10)."""
    levels = [Reached.COUNTY, Reached.CITY, Reached.PROVINCE, Reached.STATE]
    return levels[: levels.index(told_up_to(grade)) + 1]


def reports_due(
    happened_at: datetime, grade: Grade, told: Mapping[Reached, datetime]
) -> dict[Reached, datetime]:
    """Return until when each level is to be told of an accident (生产安全事故报告和调查处理条例 9, 11).

    The county within an hour; each other level within two hours of when the one below it was told, or had to be.
    """
    found: dict[Reached, datetime] = {}
    due = happened_at + FIRST_REPORT
    for level in levels_told(grade):
        found[level] = due
        due = told.get(level, due) + NEXT_REPORT
    return found


def told_up_to(grade: Grade) -> Reached:
    """Return up to which level an accident is told (生产安全事故报告和调查处理条例 10)."""
    match grade:
        case Grade.ORDINARY:
            return Reached.CITY
        case Grade.SERIOUS:
            return Reached.PROVINCE
        case _:
            return Reached.STATE
