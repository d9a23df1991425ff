"""A year before the system that the demonstration city shows as it was printed: how many there were, and recognised."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from sanling.domain.recognition.config import Code, StandardPart
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.rules import Group
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, Problem

Count = Annotated[int, Field(ge=0)]


class Population(Part):
    """So many subjects of some types; those that are missing are invented, of the first of them."""

    types: Annotated[tuple[Code, ...], Field(min_length=1)]
    subjects: Count


class Outcome(Part):
    """Of a group's subjects so many were recognised; of zeros that are named so many kept each."""

    group: Group
    recognised: Count
    kept: Mapping[Code, Count] = Field(default_factory=dict)

    @model_validator(mode="after")
    def the_recognised_kept_all(self) -> Self:
        """Refuse a zero that fewer kept than were recognised."""
        if any(count < self.recognised for count in self.kept.values()):
            raise ValueError("who is recognised kept each zero: of none are there fewer")
        return self


class DemonstrationPart(Part):
    """The file ``demonstration.toml``: subjects and titles of the demonstration, as many as were printed.

    ``document`` is what the titles are taken over from. A profile without the file has none. Nothing else reads it.
    """

    document: Annotated[str, Field(max_length=120)] = ""
    populations: tuple[Population, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def check_demonstration(profile: Profile) -> Iterator[Problem]:
    """Yield types and zeros that aren't there, with what could stand there."""
    part: DemonstrationPart = profile.part("demonstration")
    if not part.populations:
        return
    subjects: SubjectsPart = profile.part("subjects")
    standard: StandardPart = profile.part("standard")
    source = profile.source("demonstration")
    for nth, population in enumerate(part.populations):
        for code in population.types:
            if code not in subjects.by_type:
                yield source.problem(
                    ("populations", nth, "types"),
                    f"There is no type {code!r}.",
                    allowed=list(subjects.by_type),
                )
    for nth, outcome in enumerate(part.outcomes):
        for code in outcome.kept:
            if code not in standard.by_zero:
                yield source.problem(
                    ("outcomes", nth, "kept"), f"There is no zero {code!r}.", allowed=list(standard.by_zero)
                )
