"""A standard applied to one subject after the other, as one would by hand: what the compiled one is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanling.domain.recognition.config import Bounds, Conditions, Rule, StandardPart
from sanling.domain.recognition.judging import Month

Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """How a subject stood, and why: the keys of facts by rule."""

    colour: str
    exempt: str
    broken: tuple[str, ...]
    open: tuple[str, ...]
    reasons: Mapping[str, tuple[int, ...]]


def meets(fact: Fact, when: Conditions) -> bool:
    """Tell whether a fact is as it must be."""
    return all(_is(fact[code], wanted) for code, wanted in when.items())


def _is(value: Any, wanted: "bool | tuple[str, ...] | Bounds") -> bool:
    if value is None:
        return False
    if isinstance(wanted, Bounds):
        least = wanted.at_least if wanted.at_least is not None else value
        most = wanted.at_most if wanted.at_most is not None else value
        return bool(least <= value <= most)
    return value in wanted if isinstance(wanted, tuple) else value is wanted


def _counts(fact: Fact, rule: Rule) -> bool:
    for proviso in rule.provisos:
        if meets(fact, proviso.when):
            return proviso.counts
    return True


def cited(rule: Rule, facts: Sequence[Fact], month: Month) -> tuple[int, ...]:
    """Return the facts of one subject by which it breaks a rule."""
    begin = month.begin(rule.window)
    counted = [
        fact
        for fact in facts
        if fact["kind"] == rule.fact
        and begin <= fact["happened_on"] < month.end
        and meets(fact, rule.when)
        and _counts(fact, rule)
    ]
    amount = sum(fact[rule.total] or 0 for fact in counted) if rule.total else len(counted)
    return tuple(sorted(fact["id"] for fact in counted)) if amount >= rule.at_least else ()


def judge(
    part: StandardPart,
    facts: Sequence[Fact],
    month: date,
    established: frozenset[str],
    status: str,
    type_: str,
    group: str,
) -> Found:
    """Return how one subject stood in a month."""
    for exemption in part.exemptions:
        if (not exemption.types or type_ in exemption.types) and (
            not exemption.statuses or status in exemption.statuses
        ):
            return Found("", exemption.code, (), (), {})
    reasons = {
        rule.code: found
        for rule in part.rules
        if (not rule.groups or group in rule.groups)
        and (not rule.types or type_ in rule.types)
        and (found := cited(rule, facts, Month(month)))
    }
    broken = {part.by_rule[code].zero for code in reasons}
    unknown = set(part.by_zero) - broken - established
    vetoed = any(part.by_rule[code].veto for code in reasons)
    *worse, last = part.colours
    for colour in worse:
        if (
            (colour.veto and vetoed)
            or (colour.broken and len(broken) >= colour.broken)
            or broken & set(colour.zeros)
        ):
            return Found(colour.code, "", tuple(sorted(broken)), tuple(sorted(unknown)), reasons)
    return Found("" if unknown else last.code, "", tuple(sorted(broken)), tuple(sorted(unknown)), reasons)
