"""What the demonstration city has of it: a wedding that waits for the square."""

from collections.abc import Mapping

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.profile.loader import Profile


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Open one question in the cast's village, where the city has the kind."""
    if profile.part("matters").kind("square_permit") is not None:
        opening = Opening(kind="square_permit", division=village, title="女儿出嫁用广场")
        open_matters(actor=SystemActor("squares"), openings=[opening])
