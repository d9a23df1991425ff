"""Whether a standard can be applied: its facts, fields, types and departments are there."""

from collections.abc import Iterator, Sequence

from sanling.domain.recognition.config import Bounds, Conditions, Proviso, Rule, StandardPart
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.facts import FactField, FactSource, Holds, fact_sources
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem, Source

Loc = tuple[str | int, ...]


def check_standard(profile: Profile) -> Iterator[Problem]:
    """Yield what a standard asks for that isn't there, with the line that says it and what could stand there."""
    part: StandardPart = profile.part("standard")
    source = profile.source("standard") if part.zeros else None
    if source is None:
        return
    subjects: SubjectsPart = profile.part("subjects")
    types = [kind.code for kind in subjects.types]
    for n, exemption in enumerate(part.exemptions):
        yield from _unknown(source, ("exemptions", n, "types"), exemption.types, types)
    for n, rule in enumerate(part.rules):
        yield from _unknown(source, ("rules", n, "types"), rule.types, types)
        facts = fact_sources().get(rule.fact)
        if facts is None:
            yield source.problem(
                ("rules", n, "fact"), f"There are no facts {rule.fact!r}.", allowed=sorted(fact_sources())
            )
        else:
            yield from _misasked(source, ("rules", n), rule, facts)


def _unknown(source: Source, loc: Loc, codes: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            yield source.problem(loc, f"There is no type {code!r}.", allowed=known)


def _misasked(source: Source, loc: Loc, rule: Rule, facts: FactSource) -> Iterator[Problem]:
    asked: list[tuple[Loc, Rule | Proviso]] = [(loc, rule)]
    asked += [((*loc, "provisos", n), proviso) for n, proviso in enumerate(rule.provisos)]
    for at, asker in asked:
        yield from _wrong_conditions(source, (*at, "when"), asker.when, facts)
    if rule.total:
        numbers = [field.code for field in facts.fields if field.holds is Holds.NUMBER]
        if rule.total not in numbers:
            yield source.problem(
                (*loc, "total"), f"{rule.total!r} is no number of {facts.code}.", allowed=numbers
            )


def _wrong_conditions(source: Source, loc: Loc, when: Conditions, facts: FactSource) -> Iterator[Problem]:
    for code, wanted in when.items():
        field = facts.field(code)
        if field is None:
            known = [field.code for field in facts.fields]
            yield source.problem((*loc, code), f"{facts.code} has no {code!r}.", allowed=known)
        elif not isinstance(
            wanted, {Holds.FLAG: bool, Holds.CHOICE: tuple, Holds.NUMBER: Bounds}[field.holds]
        ):
            yield source.problem((*loc, code), f"{code!r} is asked for by {_asked_by(field)}.")
        elif isinstance(wanted, tuple):
            yield from (
                source.problem((*loc, code), f"{code!r} is never {choice!r}.", allowed=sorted(field.choices))
                for choice in wanted
                if choice not in field.choices
            )


def _asked_by(field: FactField) -> str:
    return {
        Holds.FLAG: "true or false",
        Holds.CHOICE: "a list of its choices",
        Holds.NUMBER: "at_least and at_most",
    }[field.holds]
