"""Zhengzhou's definitions, read once."""

from collections.abc import Sequence
from functools import cache

from sanling.domain.matters.publishing import known_of
from sanling.domain.workflow.actions.publish import checked
from sanling.domain.workflow.reading import drafts
from sanling.domain.workflow.schema import Action, Workflow
from sanling.foundation.profile.registry import profile_by_code

# Of what residents bring, and of all.
REPORTED = ("consultation", "dispute", "hazard", "petition", "request", "security")
OTHERS = ("confirmation", "handover", "police_report", "recognition", "warning")
CODES = tuple(sorted((*REPORTED, *OTHERS)))


@cache
def shipped() -> dict[str, Workflow]:
    """Return the definitions by code, checked as for publishing."""
    profile = profile_by_code("zhengzhou")
    known = known_of(profile)
    found = [checked(draft, known) for draft in drafts(profile.files("workflows"))]
    return {definition.code: definition for definition in found}


@cache
def everywhere() -> tuple[Workflow, ...]:
    """Return the definitions of every city that is shipped."""
    cities = ("zhengzhou", "xuchang", "changzhi", "shenyang")
    found = (drafts(profile_by_code(code).files("workflows")) for code in cities)
    return tuple(draft.definition() for city in found for draft in city)


def brought() -> tuple[Workflow, ...]:
    """Return the definitions of every city by which what residents bring goes."""
    return tuple(whole for whole in everywhere() if whole.code not in OTHERS)


def by_verb(verb: str, among: Sequence[Workflow] = ()) -> list[tuple[Workflow, Action]]:
    """Return the actions of a verb in some definitions, or in those of all cities, each with its definition."""
    return [
        (whole, action) for whole in among or everywhere() for action in whole.actions if action.verb == verb
    ]
