"""Which cities there are profiles of, and which of them an installation is that names none."""

from pathlib import Path


def cities(root: Path) -> list[str]:
    """Return the profiles of cities in a folder; a base that others extend names no city.

    What is wrong or empty is taken for a city's: loading it tells what is wrong.
    """
    return [head.parent.name for head in _heads(root)]


def default_city(root: Path) -> str:
    """Return the city whose profile says so, else the first by name; nothing where there is none."""
    heads = _heads(root)
    said = [head for head in heads if "true" in _values(head).get("default", "")]
    return next((head.parent.name for head in (*said, *heads)), "")


def _heads(root: Path) -> list[Path]:
    heads = [(head, _values(head)) for head in sorted(root.glob("*/profile.toml"))]
    return [head for head, values in heads if not values or "city" in values]


def _values(head: Path) -> dict[str, str]:
    """Return what a head says, line by line and unread."""
    lines = (line.partition("=") for line in head.read_text("utf-8", errors="replace").splitlines())
    return {key.strip(): value.strip() for key, equals, value in lines if equals}
