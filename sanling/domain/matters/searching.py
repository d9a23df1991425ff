"""What a matter can be found by: its number, its words and its place, never who brought it."""

from collections.abc import Iterable

from sanling.domain.matters.models import Matter
from sanling.foundation.text import tokens


def search_tokens(matter: Matter, extra: Iterable[str] = ()) -> list[str]:
    """Return the tokens of a matter's search column."""
    return tokens(matter.number, matter.earlier_number, matter.title, matter.text, matter.place, *extra)
