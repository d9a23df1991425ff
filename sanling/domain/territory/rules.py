"""How a division's path is read: fixed width a level, so a prefix is an ancestor (GB/T 2260, GB/T 10114)."""

from collections.abc import Iterable
from enum import IntEnum


class Level(IntEnum):
    """Levels of the territory; the value is the width of a path of that level, in digits."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWNSHIP = 9
    VILLAGE = 12
    GRID = 15
    MICRO_GRID = 18


def level_of(path: str) -> Level:
    """Return the level of a path; raises ``ValueError`` for a width that no level has."""
    return Level(len(path))


def parent_of(path: str) -> str | None:
    """Return the path one level up, or ``None`` for a province."""
    narrower = [level for level in Level if level < len(path)]
    return path[: narrower[-1]] if narrower else None


def ancestors_of(path: str) -> list[str]:
    """Return the paths above this one, province first, without itself."""
    return [path[:level] for level in Level if level < len(path)]


def common(paths: Iterable[str]) -> str:
    """Return the smallest division that holds all of these, "" where none does."""
    known = sorted(paths) or [""]
    shared = [known[0][:level] for level in Level if level <= len(known[0])]
    return max((top for top in shared if all(is_under(path, top) for path in known)), key=len, default="")


def at_level(path: str, level: Level) -> str | None:
    """Return the division of that level which holds ``path``, or ``None`` when the path is above it."""
    return path[:level] if len(path) >= level else None


def is_under(path: str, top: str) -> bool:
    """Tell whether ``path`` is ``top`` or lies below it."""
    return path.startswith(top)


def city_of(path: str) -> str:
    """Return the city's path; a province's own path stands for itself."""
    return path[: Level.CITY]
