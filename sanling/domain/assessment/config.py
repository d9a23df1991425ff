"""The assessment's part of a city's profile: what is asked, which answers lead to which way, and by which article."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]
# The law and its article, as residents read it: nothing is told without one.
LawArticle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=120)]
# A bound of an amount in yuan, given or named: "<= 30000", "> small_claims".
Bound = Annotated[str, StringConstraints(pattern=r"^(<=|>) ?([0-9]{1,12}|[a-z][a-z0-9_]{1,38})$")]
# How long a limitation runs: years, months or days.
Length = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2} [ymd]$")]
YES_NO = ("yes", "no")
_BOUND = re.compile(r"(<=|>) ?(.+)")


class Choice(Part):
    """An answer that may be chosen."""

    code: Code
    name: Label


class Question(Part):
    """Something that is asked; it may always be left out."""

    code: Code
    name: Label
    help: Label | None = None
    type: Literal["choice", "yes_no", "amount", "date"] = "choice"
    choices: tuple[Choice, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers that may be chosen; nothing where something is typed."""
        return YES_NO if self.type == "yes_no" else tuple(choice.code for choice in self.choices)


# To each question the answers of which one must be given; of an amount, a bound.
When = Mapping[Code, tuple[str, ...] | Bound]


class RouteRules(Part):
    """A way out: what it costs and takes, which papers it needs, and where it leads.

    ``report`` is the kind of matter that one goes on to, ``phone`` who is called, ``url`` the authority's own page.
    ``fee`` names the scale by which its cost is counted from the amount, ``fee_share`` which part of it is paid.
    """

    code: Code
    name: Label
    cost: Label
    takes: Label
    papers: tuple[Label, ...] = ()
    source: LawArticle
    fee: Code | None = None
    fee_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    report: Code | None = None
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9-]{3,20}$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")] | None = None


class Rule(Part):
    """Which answers lead to a way, in words, and the article that says so; without ``when``, any do."""

    when: When = {}
    route: Code
    why: Label
    source: LawArticle
    papers: tuple[Label, ...] = ()


class Limit(Part):
    """A period that ends a way, counted from the day that a question asks for; without ``from``, it is only told."""

    when: When = {}
    name: Label
    since: Code | None = None
    within: Length | None = None
    source: LawArticle
    note: Label | None = None

    @model_validator(mode="after")
    def counts_or_tells(self) -> Self:
        """Refuse a day without a length, and a length without a day."""
        if (self.since is None) != (self.within is None):
            raise ValueError("'since' and 'within' go together")
        return self


class Topic(Part):
    """What somebody may have a dispute about: its questions, rules and periods, the first rule's way first.

    ``categories`` are those of disputes whose outcomes are told; ``amount`` is the question by which costs are counted.
    """

    code: Code
    name: Label
    line: Label
    icon: str = "message"
    categories: tuple[Code, ...] = ()
    amount: Code | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=12)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    limits: tuple[Limit, ...] = ()

    def question(self, code: str) -> Question | None:
        """Return a question, if it is asked."""
        return next((question for question in self.questions if question.code == code), None)

    @model_validator(mode="after")
    def leads_somewhere(self) -> Self:
        """Refuse conditions that nothing can meet, and a topic of which some answers lead nowhere."""
        mistakes = [*self._of_questions(), *self._of_conditions()]
        if all(rule.when for rule in self.rules):
            mistakes.append("one rule must hold for all answers: leave out its 'when'")
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _of_questions(self) -> Iterator[str]:
        yield from (f"{code!r} is asked twice" for code in twice(asked.code for asked in self.questions))
        for asked in self.questions:
            if (asked.type == "choice") != bool(asked.choices):
                yield f"{asked.code}: choices belong to questions of type 'choice', and to these alone"
            yield from (f"{asked.code}: {code!r} stands twice" for code in twice(asked.codes))
        amount = self.question(self.amount) if self.amount else None
        if self.amount and (amount is None or amount.type != "amount"):
            yield f"there is no amount {self.amount!r} among the questions"

    def _of_conditions(self) -> Iterator[str]:
        conditions = [*(rule.when for rule in self.rules), *(limit.when for limit in self.limits)]
        for when in conditions:
            for code, wanted in when.items():
                asked = self.question(code)
                if asked is None or asked.type == "date":
                    yield f"'when' asks for {code!r}, which is no question that can be compared"
                elif isinstance(wanted, str) != (asked.type == "amount"):
                    yield f"'when' of {code!r} must be " + ("a bound" if asked.type == "amount" else "a list")
                elif not isinstance(wanted, str):
                    unknown = sorted(set(wanted) - set(asked.codes))
                    yield from (f"{code} has no answer {answer!r}" for answer in unknown)
        for limit in self.limits:
            since = self.question(limit.since) if limit.since else None
            if limit.since and (since is None or since.type != "date"):
                yield f"there is no day {limit.since!r} among the questions"


class Band(Part):
    """What is above so many yuan costs so many per cent of it."""

    over: Annotated[int, Field(ge=0)]
    percent: Annotated[float, Field(ge=0, le=100)]


class FeeScale(Part):
    """A fee in bands that are added up, at least ``base`` yuan."""

    code: Code
    base: Annotated[int, Field(ge=0)] = 0
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    source: LawArticle


class AssessmentPart(Part):
    """The file ``assessment.toml``; a city without topics has no assessment.

    ``told_months``: outcomes are told of so many whole months, and never where they are fewer than ``smallest``.
    ``bounds`` are amounts that differ by province, by name; ``disputes`` is the kind of matter whose outcomes are told.
    """

    disputes: Code = "dispute"
    told_months: Annotated[int, Field(ge=3, le=60)] = 12
    smallest: Annotated[int, Field(ge=2)] = 3
    bounds: Mapping[Code, Annotated[int, Field(gt=0)]] = {}
    fees: tuple[FeeScale, ...] = ()
    routes: tuple[RouteRules, ...] = ()
    topics: tuple[Topic, ...] = ()

    def topic(self, code: str) -> Topic | None:
        """Return a topic, if the city has it."""
        return next((topic for topic in self.topics if topic.code == code), None)

    def route(self, code: str) -> RouteRules | None:
        """Return a way, if the city has it."""
        return next((route for route in self.routes if route.code == code), None)

    def fee(self, code: str | None) -> FeeScale | None:
        """Return a scale of fees, if there is one."""
        return next((scale for scale in self.fees if scale.code == code), None)

    def meets(self, amount: int, bound: str) -> bool:
        """Tell whether an amount in yuan keeps to a bound, given or named."""
        sign, said = read_bound(bound)
        most = int(said) if said.isdigit() else self.bounds[said]
        return amount <= most if sign == "<=" else amount > most

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice."""
        named: Mapping[str, tuple[FeeScale | RouteRules | Topic, ...]] = {
            "fees": self.fees,
            "routes": self.routes,
            "topics": self.topics,
        }
        mistakes = [
            f"{what} has {code!r} twice"
            for what, rows in named.items()
            for code in twice(row.code for row in rows)
        ]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self


def read_bound(bound: str) -> tuple[str, str]:
    """Return the sign of a bound, and the amount or its name."""
    found = _BOUND.fullmatch(bound)
    if found is None:
        raise ValueError(bound)
    return found[1], found[2]


def twice(codes: Iterable[str]) -> list[str]:
    """Return what stands more than once."""
    said = list(codes)
    return sorted({code for code in said if said.count(code) > 1})
