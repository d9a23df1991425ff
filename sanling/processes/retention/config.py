"""The retention part of a city's profile: how long after its end what of a matter is kept."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.matters.config import MattersPart
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, ProfileError

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]
What = Literal["parties", "texts", "files"]


class RetentionRule(Part):
    """What is removed from matters so many years after their end; no kinds means all of them.

    ``parties``: who was concerned, and persons whom no other matter names. ``texts``: everything that somebody typed,
    the place and the link. ``files``: all attachments. Figures, the stages and the acts by their codes stay for ever.
    """

    code: Code
    name: Label
    kinds: tuple[Code, ...] = ()
    years: Annotated[int, Field(ge=1, le=100)]
    remove: Annotated[tuple[What, ...], Field(min_length=1)]
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
    """Return a profile's rules; raises ProfileError for a kind of matter that the profile lacks."""
    part: RetentionPart = profile.part("retention")
    matters: MattersPart = profile.part("matters")
    known = {kind.code for kind in matters.kinds}
    problems = [
        profile.source("retention").problem(
            ("rules", n, "kinds"), f"There is no kind {kind!r}.", allowed=sorted(known)
        )
        for n, rule in enumerate(part.rules)
        for kind in rule.kinds
        if kind not in known
    ]
    if problems:
        raise ProfileError(problems)
    return part
