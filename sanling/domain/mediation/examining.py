"""What is to be looked at again in an agreement before it is signed, each finding with the rule behind it; no Django.

A finding stops the signing only where a rule says so; all others are for a person to judge, as words alone can't.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sanling.domain.mediation.amounts import disagreeing
from sanling.domain.mediation.terms import Clause, Sort, Terms

_DAYS = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
# What of a contract is not said clearly enough to be performed or enforced.
_VAGUE = re.compile("尽快|及时|适当|酌情|若干|大约|左右|视情况|有条件时|以后再说|择日|有钱时")
# What spouses, heirs or co-owners hold together as a rule (民法典 1062, 301).
_JOINT = re.compile("房屋|房产|住房|宅基地|拆迁|安置房|车辆|存款|股权|承包地|遗产")


class Finding(StrEnum):
    """What may be found."""

    ONE_SIDE = "one_side"
    NAMELESS = "nameless"
    UNIDENTIFIED = "unidentified"
    NO_GUARDIAN = "no_guardian"
    MINORS_GOODS = "minors_goods"
    NO_CLAUSE = "no_clause"
    NO_FACTS = "no_facts"
    AMOUNTS_DIFFER = "amounts_differ"
    NO_SUCH_DAY = "no_such_day"
    DAY_PAST = "day_past"
    OWED_BY_NOBODY = "owed_by_nobody"
    NO_DAY = "no_day"
    NO_AMOUNT = "no_amount"
    VAGUE = "vague"
    JOINT_GOODS = "joint_goods"
    CAUTION = "caution"


# Those that stop the signing, with the rule that does.
STOPS: Mapping[Finding, str] = {
    Finding.ONE_SIDE: "人民调解法 2, 17",
    Finding.NAMELESS: "人民调解法 29",
    Finding.NO_GUARDIAN: "民法典 20, 22, 23",
    Finding.NO_CLAUSE: "人民调解法 29",
    Finding.AMOUNTS_DIFFER: "民诉法解释 358",
    Finding.NO_SUCH_DAY: "民诉法解释 358",
}
# What else rests on a rule, though a person decides.
RULES: Mapping[Finding, str] = {
    Finding.UNIDENTIFIED: "民诉法解释 354",
    Finding.MINORS_GOODS: "民法典 35",
    Finding.OWED_BY_NOBODY: "民诉法解释 358",
    Finding.NO_DAY: "民诉法解释 358",
    Finding.NO_AMOUNT: "民诉法解释 358",
    Finding.VAGUE: "民诉法解释 358",
    Finding.JOINT_GOODS: "民法典 301, 1062",
}


@dataclass(frozen=True)
class Found:
    """A finding: at which side or clause, by their numbers, and the words there that it is about."""

    finding: Finding
    side: int | None = None
    clause: int | None = None
    words: Sequence[str] = ()
    # Of a caution of the profile.
    caution: str = ""

    @property
    def stops(self) -> bool:
        """Tell whether it stops the signing."""
        return self.finding in STOPS


@dataclass(frozen=True)
class Examined:
    """A side, as far as an agreement is judged by it."""

    nth: int
    has_name: bool
    has_number: bool
    is_minor: bool = False
    has_guardian: bool = False


@dataclass(frozen=True)
class Caution:
    """Words that a city wants looked at, as a regular expression, by a code of its own."""

    code: str
    words: re.Pattern[str] = field(hash=False)


def examine(
    terms: Terms, sides: Sequence[Examined], *, on: date, cautions: Sequence[Caution] = ()
) -> list[Found]:
    """Return all that is found in the terms of an agreement on a day, what stops it first."""
    found = [*_of_sides(sides), *_of_terms(terms)]
    minors = {side.nth for side in sides if side.is_minor}
    for nth, clause in enumerate(terms.clauses, 1):
        found += [*_of_clause(nth, clause, on), *_of_text(clause.text, nth)]
        if clause.is_owed and clause.by in minors:
            found.append(Found(Finding.MINORS_GOODS, side=clause.by, clause=nth))
        found += _cautioned(clause.text, nth, cautions)
    found += _of_text(terms.facts, None)
    return sorted(found, key=lambda each: not each.stops)


def _of_sides(sides: Sequence[Examined]) -> Iterator[Found]:
    if len(sides) < 2:
        yield Found(Finding.ONE_SIDE)
    for side in sides:
        if not side.has_name:
            yield Found(Finding.NAMELESS, side=side.nth)
        elif not side.has_number:
            yield Found(Finding.UNIDENTIFIED, side=side.nth)
        if side.is_minor and not side.has_guardian:
            yield Found(Finding.NO_GUARDIAN, side=side.nth)


def _of_terms(terms: Terms) -> Iterator[Found]:
    if not terms.facts:
        yield Found(Finding.NO_FACTS)
    if not terms.clauses:
        yield Found(Finding.NO_CLAUSE)


def _of_clause(nth: int, clause: Clause, on: date) -> Iterator[Found]:
    if not clause.is_owed:
        return
    if clause.by is None or clause.to is None or clause.by == clause.to:
        yield Found(Finding.OWED_BY_NOBODY, clause=nth)
    if clause.due_on is None:
        yield Found(Finding.NO_DAY, clause=nth)
    elif clause.due_on < on:
        yield Found(Finding.DAY_PAST, clause=nth, words=(clause.due_on.isoformat(),))
    if clause.sort is Sort.PAYS and not clause.amount:
        yield Found(Finding.NO_AMOUNT, clause=nth)


def _of_text(text: str, clause: int | None) -> Iterator[Found]:
    for pair in disagreeing(text):
        yield Found(Finding.AMOUNTS_DIFFER, clause=clause, words=pair)
    for said in _DAYS.finditer(text):
        try:
            date(*map(int, said.groups()))
        except ValueError:
            yield Found(Finding.NO_SUCH_DAY, clause=clause, words=(said[0].strip(),))
    if clause is None:
        return
    if vague := tuple(dict.fromkeys(_VAGUE.findall(text))):
        yield Found(Finding.VAGUE, clause=clause, words=vague)
    if joint := tuple(dict.fromkeys(_JOINT.findall(text))):
        yield Found(Finding.JOINT_GOODS, clause=clause, words=joint)


def _cautioned(text: str, clause: int, cautions: Sequence[Caution]) -> Iterator[Found]:
    for caution in cautions:
        if words := tuple(dict.fromkeys(said[0] for said in caution.words.finditer(text))):
            yield Found(Finding.CAUTION, clause=clause, words=words, caution=caution.code)
