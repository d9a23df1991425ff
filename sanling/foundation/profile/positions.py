"""Which line of a TOML file says what: the positions that `tomllib` does not keep."""

import re
import tomllib
from bisect import bisect_right

Loc = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_TEXT = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
_BARE = re.compile(r"[^,\]}#\r\n]+")


def positions(text: str) -> dict[Loc, int]:
    """Return the line (from 1) of every table, key and array item of a text that `tomllib` accepts."""
    return _Scanner(text).scan()


class _Scanner:
    """Walks a valid TOML text once, noting where each place in the data begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lines: dict[Loc, int] = {}
        self._items: dict[Loc, int] = {}

    def scan(self) -> dict[Loc, int]:
        """Return the lines of all places."""
        table: Loc = ()
        while self._next():
            if self._next() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _next(self) -> str:
        """Skip blanks and comments; return the character that follows, "" at the end."""
        self._take(_BLANK)
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"No TOML at character {self._at}.")
        self._at = found.end()
        return found.group()

    def _mark(self, place: Loc) -> None:
        self._lines.setdefault(place, bisect_right(self._ends, self._at - 1) + 1)

    def _keys(self) -> list[str]:
        self._next()
        raw = self._take(_KEY)
        if '"' not in raw and "'" not in raw:
            return [part.strip() for part in raw.split(".")]
        keys: list[str] = []
        found: object = tomllib.loads(f"{raw} = 0")
        while isinstance(found, dict):
            key, found = next(iter(found.items()))
            keys.append(key)
        return keys

    def _header(self) -> Loc:
        double = self._text.startswith("[[", self._at)
        self._at += 2 if double else 1
        keys = self._keys()
        place: Loc = ()
        for depth, key in enumerate(keys):
            place = (*place, key)
            self._mark(place)
            is_new_item = double and depth == len(keys) - 1
            if is_new_item:
                self._items[place] = self._items.get(place, -1) + 1
            if place in self._items:
                place = (*place, self._items[place])
                self._mark(place)
        self._next()
        self._at += 2 if double else 1
        return place

    def _pair(self, table: Loc) -> None:
        self._next()
        start = self._at
        keys = self._keys()
        stop, self._at = self._at, start
        for depth in range(1, len(keys) + 1):
            self._mark((*table, *keys[:depth]))
        self._at = stop
        self._next()
        self._at += 1  # the equals sign
        self._value((*table, *keys))

    def _value(self, place: Loc) -> None:
        opening = self._next()
        self._mark(place)
        if opening == "[":
            self._inside("]", place, is_table=False)
        elif opening == "{":
            self._inside("}", place, is_table=True)
        else:
            self._take(_TEXT if opening in "\"'" else _BARE)

    def _inside(self, closing: str, place: Loc, *, is_table: bool) -> None:
        self._at += 1
        count = 0
        while self._next() != closing:
            if is_table:
                self._pair(place)
            else:
                self._value((*place, count))
            count += 1
            if self._next() == ",":
                self._at += 1
        self._at += 1
