"""The font of printed documents, which `scripts/frontend` fetches, and the signs that it has."""

from collections.abc import Set
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).with_name("fonts")
FONT = FONTS / "NotoSansSC_400Regular.ttf"


def signs_lacking(text: str) -> str:
    """Return the signs of a text that would be printed as boxes, each once, in their order."""
    return "".join(
        dict.fromkeys(sign for sign in text if not sign.isspace() and ord(sign) not in _signs_there())
    )


@cache
def _signs_there() -> Set[int]:
    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())
