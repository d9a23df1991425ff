"""What the settings need of a profile before it can be loaded and checked."""

import tomllib
from pathlib import Path

DEFAULT_LEVEL = 2


def protection_level(folder: Path) -> int:
    """Return the level of the graded protection scheme (等保, GB/T 22239) that a profile's head asks for.

    A head that can't be read asks for nothing here; loading the profile says what is wrong with it.
    """
    try:
        head = tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DEFAULT_LEVEL
    level = head.get("protection_level", DEFAULT_LEVEL)
    return level if isinstance(level, int) else DEFAULT_LEVEL
