"""The suggestions' part of a city's profile: for which kinds a category is suggested."""

from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, ProfileError


class SuggestionsPart(Part):
    """The file ``suggestions.toml``; without it nothing is learned and nothing suggested."""

    kinds: tuple[str, ...] = ()


def kinds_of(profile: Profile) -> tuple[str, ...]:
    """Return the kinds for which a category is suggested; raises ProfileError for what is no kind with categories."""
    part: SuggestionsPart = profile.part("suggestions")
    matters: MattersPart = profile.part("matters")
    known = sorted(kind.code for kind in matters.kinds if kind.category_set)
    problems = [
        profile.source("suggestions").problem(
            ("kinds", n), f"There is no kind {kind!r} with categories.", allowed=known
        )
        for n, kind in enumerate(part.kinds)
        if kind not in known
    ]
    if problems:
        raise ProfileError(problems)
    return part.kinds
