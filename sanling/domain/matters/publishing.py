"""Publishing a city's workflows: what of its profile their definitions may name."""

from sanling.domain.matters.config import MattersPart
from sanling.domain.people.config import PeoplePart
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.actions.publish import checked, publish
from sanling.domain.workflow.check import Known
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.reading import Draft, drafts
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem, ProfileError


def known_of(profile: Profile) -> Known:
    """Return the names that definitions of a profile may use."""
    people: PeoplePart = profile.part("people")
    matters: MattersPart = profile.part("matters")
    return Known(
        roles={role.code: frozenset(role.levels) for role in people.roles},
        levels=tuple(level.name.lower() for level in Level),
        kinds={kind.code: kind.workflow for kind in matters.kinds},
        steps=frozenset(step.code for step in matters.steps),
        outcomes=frozenset(outcome.code for outcome in matters.outcomes),
    )


def publish_workflows(*, actor: Actor, profile: Profile) -> list[Definition]:
    """Publish those of a profile's definitions that have changed; return the current version of each.

    Raises ProfileError with every problem of every file, and publishes nothing then.
    """
    ready = checked_workflows(profile)
    known = known_of(profile)
    return [publish(actor=actor, city=profile.city, draft=draft, known=known) for draft in ready]


def checked_workflows(profile: Profile) -> list[Draft]:
    """Return a profile's definitions as drafts that can be published; raises ProfileError with every problem of all."""
    known, ready = known_of(profile), drafts(profile.files("workflows"))
    problems: list[Problem] = []
    codes: set[str] = set()
    for draft in ready:
        try:
            codes.add(checked(draft, known).code)
        except ProfileError as error:
            problems += error.problems
    part: MattersPart = profile.part("matters")
    for index, kind in enumerate(part.kinds):
        if not problems and kind.workflow not in codes:
            message = f"No file in workflows/ defines {kind.workflow!r}."
            place = ("kinds", index, "workflow")
            problems.append(profile.source("matters").problem(place, message, allowed=sorted(codes)))
    if problems:
        raise ProfileError(problems)
    return ready
