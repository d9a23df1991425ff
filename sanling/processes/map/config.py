"""The map's part of a city's profile: what stands on deployment maps in which colour."""

from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Part, ProfileError


class MapPart(Part):
    """The file ``map.toml``: kinds of matters that are red and yellow; all others are blue."""

    red: tuple[str, ...] = ()
    yellow: tuple[str, ...] = ()


def map_part(profile: Profile) -> MapPart:
    """Return the part; raises ProfileError for what is no kind, or is of two colours."""
    part: MapPart = profile.part("map")
    matters: MattersPart = profile.part("matters")
    known = sorted(kind.code for kind in matters.kinds)
    problems = [
        profile.source("map").problem((colour, nth), f"There is no kind {kind!r}.", allowed=known)
        for colour, kinds in (("red", part.red), ("yellow", part.yellow))
        for nth, kind in enumerate(kinds)
        if kind not in known
    ]
    problems += [
        profile.source("map").problem(("yellow", nth), f"The kind {kind!r} is red already.")
        for nth, kind in enumerate(part.yellow)
        if kind in part.red
    ]
    if problems:
        raise ProfileError(problems)
    return part
