"""Which ways some answers lead to, what these cost, and when periods end: by rules alone, each with its article."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from sanling.domain.assessment.config import (
    AssessmentPart,
    FeeScale,
    Limit,
    Question,
    RouteRules,
    Rule,
    Topic,
    When,
)
from sanling.foundation.labels import Label

# What was chosen, an amount in whole yuan, or a day; what was left out isn't there.
Answer = str | int | date
Answers = Mapping[str, Answer]


class Days(Protocol):
    """Which days are worked."""

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next that is."""

    def is_published(self, day: date) -> bool:
        """Tell whether a day's schedule is known."""


@dataclass(frozen=True)
class Reason:
    """A rule that led to a way, and the questions whose answers it went by."""

    rule: Rule
    because: Sequence[Question]


@dataclass(frozen=True)
class Way:
    """A way out, why it is told, which papers it needs, and its fee in yuan where that can be counted."""

    route: RouteRules
    reasons: Sequence[Reason]
    papers: Sequence[Label]
    fee: Decimal | None


@dataclass(frozen=True)
class Period:
    """A period of limitation; with its last day where the day is known that it runs from."""

    limit: Limit
    since: date | None = None
    last: date | None = None
    days_left: int | None = None
    # Whether the year's holidays aren't published, so that the last day may still move.
    provisional: bool = False

    @property
    def is_over(self) -> bool:
        """Tell whether its last day has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Assessed:
    """What some answers lead to."""

    topic: Topic
    answers: Answers
    ways: Sequence[Way]
    periods: Sequence[Period]


def assess(part: AssessmentPart, topic: Topic, answers: Answers, *, today: date, days: Days) -> Assessed:
    """Return the ways of a topic that its rules lead to, each once, and the periods that are to be kept."""
    found: dict[str, list[Reason]] = {}
    for rule in topic.rules:
        if _holds(part, rule.when, answers):
            because = [asked for asked in topic.questions if asked.code in rule.when]
            found.setdefault(rule.route, []).append(Reason(rule, because))
    amount = answers.get(topic.amount or "")
    ways = [
        _way(part, route, reasons, amount if isinstance(amount, int) else None)
        for code, reasons in found.items()
        if (route := part.route(code))
    ]
    periods = [
        period_of(limit, answers, today=today, days=days)
        for limit in topic.limits
        if _holds(part, limit.when, answers)
    ]
    return Assessed(topic, answers, ways, periods)


def _holds(part: AssessmentPart, when: When, answers: Answers) -> bool:
    for code, wanted in when.items():
        given = answers.get(code)
        if isinstance(wanted, str):
            if not isinstance(given, int) or not part.meets(given, wanted):
                return False
        elif given not in wanted:
            return False
    return True


def _way(part: AssessmentPart, route: RouteRules, reasons: Sequence[Reason], amount: int | None) -> Way:
    papers = [*route.papers, *(paper for reason in reasons for paper in reason.rule.papers)]
    scale = part.fee(route.fee)
    fee = fee_of(scale, amount, route.fee_share) if scale and amount is not None else None
    return Way(route, reasons, list(dict.fromkeys(papers)), fee)


def fee_of(scale: FeeScale, amount: int, share: float = 1) -> Decimal:
    """Return the fee for an amount in yuan: each band's part added up, at least the base; to the fen, half up."""
    whole = Decimal()
    bands = sorted(scale.bands, key=lambda band: band.over)
    ends: list[int | None] = [*(band.over for band in bands[1:]), None]
    for band, end in zip(bands, ends, strict=True):
        inside = (amount if end is None else min(amount, end)) - band.over
        whole += Decimal(max(inside, 0)) * Decimal(str(band.percent)) / 100
    fee = (Decimal(scale.base) + whole) * Decimal(str(share))
    return fee.quantize(Decimal("0.01"), ROUND_HALF_UP)


def period_of(limit: Limit, answers: Answers, *, today: date, days: Days) -> Period:
    """Return a period as it stands; without the day that it runs from, or with one to come, only what it is."""
    since = answers.get(limit.since or "")
    if not isinstance(since, date) or limit.within is None or since > today:
        return Period(limit)
    end = end_of(since, limit.within)
    last = days.on_or_after(end)
    return Period(limit, since, last, (last - today).days, provisional=not days.is_published(last))


def end_of(since: date, within: str) -> date:
    """Return the last day of a period, before days off are passed over.

    The day that it runs from is not counted (Civil Code 201); one of months or years ends on the day of that number,
    else on the last of the month (202).
    """
    number, unit = within.split()
    if unit == "d":
        return since + timedelta(days=int(number))
    months = since.month - 1 + int(number) * (12 if unit == "y" else 1)
    year, month = since.year + months // 12, months % 12 + 1
    return date(year, month, min(since.day, monthrange(year, month)[1]))
