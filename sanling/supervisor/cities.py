"""Which cities there are profiles of, which of them an installation is that names none, and what hinders several."""

import re
from collections.abc import Sequence
from pathlib import Path


def cities(root: Path) -> list[str]:
    """Return the profiles of cities in a folder; a base that others extend names no city.

    What is wrong or empty is taken for a city's: loading it tells what is wrong.
    """
    return [head.parent.name for head in _heads(root)]


def named(raw: str) -> tuple[str, ...]:
    """Return the profiles that a list such as "zhengzhou, xuchang" names, in its order."""
    return tuple(dict.fromkeys(code for code in re.split(r"[\s,，]+", raw) if code))


def default_city(root: Path) -> str:
    """Return the city whose profile says so, else the first by name; nothing where there is none."""
    heads = _heads(root)
    said = [head for head in heads if "true" in _values(head).get("default", "")]
    return next((head.parent.name for head in (*said, *heads)), "")


def alike(codes: Sequence[str], root: Path) -> str:
    """Return what makes two profiles of a folder one, such as "a and b have the same letters, AB"; else nothing."""
    for key in ("city", "letters"):
        holders: dict[str, str] = {}
        for code in codes:
            said = _said(root, code, key)
            other = holders.setdefault(said, code)
            if said and other != code:
                return f"{other} and {code} have the same {key}, {said}"
    return ""


def only_provinces(codes: Sequence[str], root: Path) -> bool:
    """Tell whether no profile of these is for a city, which has four digits."""
    return all(len(_said(root, code, "city")) == 2 for code in codes)


def _said(root: Path, code: str, key: str) -> str:
    return _values(root / code / "profile.toml").get(key, "").partition("#")[0].strip(" \"'")


def _heads(root: Path) -> list[Path]:
    heads = [(head, _values(head)) for head in sorted(root.glob("*/profile.toml"))]
    return [head for head, values in heads if not values or "city" in values]


def _values(head: Path) -> dict[str, str]:
    """Return what a head says, line by line and unread; nothing where it can't be read, which loading it reports."""
    try:
        text = head.read_text("utf-8-sig")
    except (OSError, ValueError):
        return {}
    lines = (line.partition("=") for line in text.splitlines())
    return {key.strip(): value.strip() for key, equals, value in lines if equals}
