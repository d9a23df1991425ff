"""What is wrong with who publishes answers that only a whole profile can tell."""

from collections.abc import Iterator

from sanling.domain.consulting.config import ConsultingPart
from sanling.domain.matters.config import MattersPart
from sanling.domain.people.config import PeoplePart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_consulting(profile: Profile) -> Iterator[Problem]:
    """Yield the kinds of matters and the roles that it names and that aren't there."""
    part: ConsultingPart = profile.part("consulting")
    matters: MattersPart = profile.part("matters")
    people: PeoplePart = profile.part("people")
    known = {
        "kinds": sorted(kind.code for kind in matters.kinds if kind.category_set),
        "published_by": sorted(role.code for role in people.roles),
    }
    for name, allowed in known.items():
        for nth, code in enumerate(getattr(part, name)):
            if code not in allowed:
                text = f"There is no {code!r} for {name}."
                yield profile.source("consulting").problem((name, nth), text, allowed=allowed)
