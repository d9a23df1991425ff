"""Of which places somebody looks at a map: those that the own posts answer for, and what holds them together."""

from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import common


def places_of(viewer: Viewer) -> tuple[str, ...]:
    """Return the divisions that somebody answers for, by every post that is worked for."""
    return tuple(sorted({path for reach in viewer.reaches for path in reach.paths or (reach.unit_division,)}))


def top_of(viewer: Viewer) -> str:
    """Return the smallest division that holds all of somebody's places: higher no map of theirs goes."""
    return common(places_of(viewer))


def may_look_at(viewer: Viewer, place: str) -> bool:
    """Tell whether a place lies where somebody looks at maps."""
    top = top_of(viewer)
    return bool(top) and place.startswith(top)


def tells_of(viewer: Viewer, place: str) -> bool:
    """Tell whether a place is somebody's, or lies in or around one that is: of others no number is told, not even 0."""
    return any(own.startswith(place) or place.startswith(own) for own in places_of(viewer))
