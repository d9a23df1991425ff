"""What is wrong with who drafts and publishes that only a whole profile can tell."""

from collections.abc import Iterator

from sanling.domain.people.config import PeoplePart
from sanling.domain.publications.config import PublicationsPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_publishers(profile: Profile) -> Iterator[Problem]:
    """Yield the roles that are to draft or to publish and aren't there."""
    people: PeoplePart = profile.part("people")
    part: PublicationsPart = profile.part("publications")
    roles = sorted(role.code for role in people.roles)
    for name in ("drafted_by", "published_by"):
        for nth, code in enumerate(getattr(part, name)):
            if code not in roles:
                yield profile.source("publications").problem(
                    (name, nth), f"There is no role {code!r}.", allowed=roles
                )
