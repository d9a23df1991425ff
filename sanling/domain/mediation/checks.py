"""What is wrong with a profile's mediation that only all of it can tell."""

from collections.abc import Iterator

from sanling.domain.matters.config import MattersPart
from sanling.domain.mediation.config import MediationPart
from sanling.domain.mediation.handovers_config import FAMILY
from sanling.domain.people.config import PeoplePart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_mediation(profile: Profile) -> Iterator[Problem]:
    """Yield the kinds of matters and units and the roles that it names and that aren't there."""
    part: MediationPart = profile.part("mediation")
    matters: MattersPart = profile.part("matters")
    people: PeoplePart = profile.part("people")
    kinds = sorted(kind.code for kind in matters.kinds if kind.category_set)
    for nth, code in enumerate(part.mediated):
        if code not in kinds:
            text = f"There is no kind of matter {code!r} with categories."
            yield profile.source("mediation").problem(("mediated", nth), text, allowed=kinds)
    roles = sorted(role.code for role in people.roles)
    for name, named in (("roles", part.roles), ("sealers", part.sealers)):
        for nth, code in enumerate(named):
            if code not in roles:
                text = f"There is no role {code!r}."
                yield profile.source("mediation").problem((name, nth), text, allowed=roles)
    units = sorted(kind.code for kind in people.unit_kinds)
    if part.confirmation and part.confirmation.courts not in units:
        yield profile.source("mediation").problem(
            ("confirmation", "courts"),
            f"There is no kind of unit {part.confirmation.courts!r}.",
            allowed=units,
        )
    yield from _check_partners(profile, units)
    for nth, kind in enumerate(part.kinds):
        for place, code in enumerate(kind.units):
            if code not in units:
                yield profile.source("mediation").problem(
                    ("kinds", nth, "units", place), f"There is no kind of unit {code!r}.", allowed=units
                )


def _check_partners(profile: Profile, units: list[str]) -> Iterator[Problem]:
    """Yield what is missing of the offices that disputes are handed to."""
    part: MediationPart = profile.part("mediation")
    matters: MattersPart = profile.part("matters")
    kinds = sorted(kind.code for kind in matters.kinds_of(FAMILY))
    if part.handovers.partners and part.handovers.comes_as not in kinds:
        text = f"There is no kind of matter {part.handovers.comes_as!r} in the family {FAMILY!r}."
        yield profile.source("mediation").problem(("handovers", "comes_as"), text, allowed=kinds)
    for nth, partner in enumerate(part.handovers.partners):
        where = ("handovers", "partners", nth)
        if partner.matter not in kinds:
            text = f"There is no kind of matter {partner.matter!r} in the family {FAMILY!r}."
            yield profile.source("mediation").problem((*where, "matter"), text, allowed=kinds)
        for place, code in enumerate(partner.kinds):
            if code not in units:
                text = f"There is no kind of unit {code!r}."
                yield profile.source("mediation").problem((*where, "kinds", place), text, allowed=units)
