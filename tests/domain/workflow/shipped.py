"""Zhengzhou's definitions, read once."""

from functools import cache

from sanling.domain.matters.publishing import known_of
from sanling.domain.workflow.actions.publish import checked
from sanling.domain.workflow.reading import drafts
from sanling.domain.workflow.schema import Definition
from sanling.foundation.profile.registry import profile_by_code

CODES = ("consultation", "dispute", "hazard", "petition", "request", "security")


@cache
def shipped() -> dict[str, Definition]:
    """Return the definitions by code, checked as for publishing."""
    profile = profile_by_code("zhengzhou")
    known = known_of(profile)
    found = [checked(draft, known) for draft in drafts(profile.files("workflows"))]
    return {definition.code: definition for definition in found}
