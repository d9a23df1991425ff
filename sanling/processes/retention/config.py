"""The retention part of a city's profile: how long after its end what of a matter is kept."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, ProfileError
from sanling.processes.retention.rooms import OF_EVERY_MATTER, forgetters

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class RetentionRule(Part):
    """What is removed from matters of a family so many years after their end; no kinds means all of the family.

    ``parties``: who was concerned. ``texts``: everything that somebody typed, the place and the link. ``files``: all
    attachments. A room names what else it forgets. Figures, the stages and the acts by their codes stay for ever.
    """

    code: Code
    name: Label
    family: Code = REPORTED
    kinds: tuple[Code, ...] = ()
    years: Annotated[int, Field(ge=1, le=100)]
    remove: Annotated[tuple[Code, ...], Field(min_length=1)]
    source: str = ""


class RetentionPart(Part):
    """The file ``retention.toml``; without it nothing is ever removed."""

    # Each night by the worker; else only by `sanling retention`.
    automatic: bool = False
    rules: tuple[RetentionRule, ...] = ()

    @model_validator(mode="after")
    def codes_are_distinct(self) -> Self:
        """Refuse two rules under one code, by which it is remembered what was done."""
        codes = [rule.code for rule in self.rules]
        if len(set(codes)) < len(codes):
            raise ValueError("two rules have one code")
        return self


def retention_of(profile: Profile) -> RetentionPart:
    """Return a profile's rules; raises ProfileError for kinds that their family lacks and what no room forgets."""
    part: RetentionPart = profile.part("retention")
    matters: MattersPart = profile.part("matters")
    source, known = profile.source("retention"), sorted({*OF_EVERY_MATTER, *forgetters()})
    problems = []
    for n, rule in enumerate(part.rules):
        of_family = sorted(kind.code for kind in matters.kinds_of(rule.family))
        for kind in set(rule.kinds) - set(of_family):
            message = f"The family {rule.family!r} has no kind {kind!r}."
            problems.append(source.problem(("rules", n, "kinds"), message, allowed=of_family))
        for what in set(rule.remove) - set(known):
            message = f"No room forgets {what!r}."
            problems.append(source.problem(("rules", n, "remove"), message, allowed=known))
    if problems:
        raise ProfileError(problems)
    return part
