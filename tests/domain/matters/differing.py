"""Random roles that may more or less in some families and kinds, of which one is no resident's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

from sanling.domain.matters.config import KindRules, Named
from sanling.domain.people.roles import Differing, InRoom
from sanling.domain.people.rules import Duty
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.matters.worlds import ERRAND, FAMILIES, KINDS
from tests.profiles import working_by


@contextmanager
def differing_roles(random: Random, chance: float = 0.6) -> Iterator[None]:
    """Have the city work by roles that may more or less in some families and kinds, and have a second family."""
    profile = profile_by_code("zhengzhou")
    people, matters = profile.part("people"), profile.part("matters")
    roles = tuple(
        role.model_copy(update={"rooms": {"matters": _in_room(random)}})
        if role.duty is Duty.MATTERS and random.random() < chance
        else role
        for role in people.roles
    )
    name = Label(zh="差事", en="Errand")
    kinds = (*matters.kinds, KindRules(code=ERRAND, family=ERRAND, name=name, workflow="hazard"))
    families = (*matters.families, Named(code=ERRAND, name=name))
    changed = {
        "people": people.model_copy(update={"roles": roles}),
        "matters": matters.model_copy(update={"kinds": kinds, "families": families}),
    }
    with working_by(replace(profile, parts={**profile.parts, **changed}, made={})):
        yield


def _in_room(random: Random) -> InRoom:
    return InRoom(
        **_said(random),
        families={family: Differing(**_said(random)) for family in FAMILIES if random.random() < 0.4},
        kinds={kind: Differing(**_said(random)) for kind in KINDS if random.random() < 0.3},
    )


def _said(random: Random) -> dict[str, Any]:
    """Return what a role may otherwise, by chance nothing."""
    choices = {
        "scope": ("jurisdiction", "unit", "own", "none"),
        "clearance": (0, 1, 2),
        "identity": ("full", "masked", "hidden"),
    }
    return {what: random.choice(values) for what, values in choices.items() if random.random() < 0.5}
