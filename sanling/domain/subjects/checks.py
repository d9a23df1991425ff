"""What is wrong with a profile's subjects that only all of it can tell."""

from collections.abc import Iterator

from sanling.domain.people.config import PeoplePart
from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_subject_roles(profile: Profile) -> Iterator[Problem]:
    """Yield the roles that are to keep subjects, or to have a duty at them, and aren't there."""
    people: PeoplePart = profile.part("people")
    part: SubjectsPart = profile.part("subjects")
    roles = sorted(role.code for role in people.roles)
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("kept_by", n), code) for n, code in enumerate(part.kept_by)
    ]
    named += [(("duties", n, "roles"), code) for n, duty in enumerate(part.duties) for code in duty.roles]
    for loc, code in named:
        if code not in roles:
            yield profile.source("subjects").problem(loc, f"There is no role {code!r}.", allowed=roles)
