"""What is needed of a profile before it can be loaded and checked: the folders that it is layered of, and its level."""

import tomllib
from pathlib import Path
from typing import Any

HEAD_FILE = "profile.toml"
DEFAULT_LEVEL = 2
# The profiles that come with the program: a city in a folder of its own extends these too.
SHIPPED = Path(__file__).resolve().parents[2] / "profiles"


def lineage(folder: Path) -> tuple[Path, ...]:
    """Return a profile's folder, the one that it extends, beside it or shipped, and so on.

    A base that is missing or extends its own heir is the last one: loading the profile says what is wrong with it.
    """
    found = [folder]
    while (base := _head(found[-1]).get("extends")) and isinstance(base, str):
        # A way through folders could lead anywhere; it is the name of none.
        name = base if Path(base).name == base != ".." else "?"
        beside = folder.parent / name
        found.append(beside if (beside / HEAD_FILE).exists() else SHIPPED / name)
        if found[-1] in found[:-1]:
            break
    return tuple(found)


def is_city(folder: Path) -> bool:
    """Tell whether a profile is for a city, rather than a base that others extend.

    One whose head can't be read is taken for a city's, so that loading it says what is wrong.
    """
    head = _head(folder)
    return not head or "city" in head


def protection_level(*folders: Path) -> int:
    """Return the highest level of the graded protection scheme (等保, GB/T 22239) that profiles' heads ask for."""
    return max(map(_level, folders), default=DEFAULT_LEVEL)


def _level(folder: Path) -> int:
    levels = [level for level in (_head(layer).get("protection_level") for layer in lineage(folder)) if level]
    return levels[0] if levels and isinstance(levels[0], int) else DEFAULT_LEVEL


def _head(folder: Path) -> dict[str, Any]:
    """Return what a folder's head says; nothing where it can't be read, which loading it reports."""
    try:
        return tomllib.loads((folder / HEAD_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
