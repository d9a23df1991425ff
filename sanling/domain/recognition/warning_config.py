"""Whose matter a warning is, by a city's profile; the workflow of warnings says deadlines and whom to tell."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from sanling.domain.people.config import PeoplePart
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.rules import Group
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, Problem

Whose = Annotated[str, StringConstraints(pattern=r"^(sector|(duty|unit):[a-z][a-z0-9_]{0,38})$")]


class WarningsPart(Part):
    """The file ``warnings.toml``: who works off the warnings of a group's subjects, the first that there is.

    "duty:CODE" is the unit of the post that has a duty at the subject; "sector" the nearest unit in charge of its
    sector; "unit:KIND" the nearest unit of a kind, from its division upwards.
    """

    responsible: Mapping[Group, Annotated[tuple[Whose, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )


def check_warnings(profile: Profile) -> Iterator[Problem]:
    """Yield duties and kinds of units that aren't there, with what could stand there."""
    part: WarningsPart = profile.part("warnings")
    if not part.responsible:
        return
    subjects: SubjectsPart = profile.part("subjects")
    people: PeoplePart = profile.part("people")
    known = {
        "duty": [duty.code for duty in subjects.duties],
        "unit": [kind.code for kind in people.unit_kinds],
    }
    source = profile.source("warnings")
    for group, named in part.responsible.items():
        for nth, whose in enumerate(named):
            what, _colon, code = whose.partition(":")
            if code and code not in known[what]:
                yield source.problem(
                    ("responsible", group.value, nth), f"There is no {what} {code!r}.", allowed=known[what]
                )
