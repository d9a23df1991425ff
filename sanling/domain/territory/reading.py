"""Reading a file of divisions row by row: what is well-formed goes on, what isn't is reported with its row number."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple

from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.rules import Level, parent_of
from sanling.foundation import text

HEADER = ["code", "name", "level"]
LEVELS = {level.name.lower(): level for level in Level if level <= Level.VILLAGE}
CODE_WIDTH = 12
LONGEST_NAME = 80
LONGEST_LINE = 1000
MOST_KEPT = 100_000
SHOWN = 40
# Characters of place names that are read by their neighbours; other villages' names are read one by one, ten times
# as fast.
READ_IN_CONTEXT = frozenset("长堡朝佛行柏都圈巷绿畜薄乐牟祭隗重")


class Fault(StrEnum):
    """What can be wrong with a row."""

    HEADER = "header"
    ENCODING = "encoding"
    LINE = "line"
    COLUMNS = "columns"
    DIGITS = "digits"
    LENGTH = "length"
    LEVEL = "level"
    WIDTH = "width"
    NAME_EMPTY = "name_empty"
    NAME_LONG = "name_long"
    NAME_CHARACTERS = "name_characters"
    DUPLICATE = "duplicate"
    ORPHAN = "orphan"
    TAKEN = "taken"
    ENDED = "ended"


class RowProblem(NamedTuple):
    """A fault, the row it is in (the header is row 1; 0 is the profile itself), and what stood there."""

    line: int
    fault: Fault
    value: str


class Row(NamedTuple):
    """A well-formed row, in the order of the table that takes it."""

    line: int
    path: str
    parent: str | None
    level: int
    name: str
    pinyin: str
    initials: str
    official_code: str | None


@dataclass
class Problems:
    """The problems of a file: all are counted, the first hundred thousand are kept."""

    kept: list[RowProblem] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, fault: Fault, value: str) -> None:
        """Add a problem with the beginning of what stood there."""
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(RowProblem(line, fault, readable(value[:SHOWN])))


def readable(value: str) -> str:
    """Return a value with its undecodable bytes written out."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def rows(stream: BinaryIO, problems: Problems, territory: TerritoryPart | None) -> Iterator[Row]:
    """Yield the rows that are well-formed by themselves; a line is a row, quoted line breaks are not taken."""
    wrapped = TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=None)
    for line, raw in _lines(wrapped):
        if len(raw) > LONGEST_LINE:
            problems.add(line, Fault.LINE, raw)
            continue
        cells = _cells(raw)
        if line == 1:
            if cells != HEADER:
                problems.add(1, Fault.HEADER, raw)
            continue
        if not raw:
            continue
        if len(cells) != len(HEADER):
            problems.add(line, Fault.ENCODING if _is_broken(raw) else Fault.COLUMNS, raw)
            continue
        row = _row(line, cells, problems, territory)
        if row:
            yield row
    wrapped.detach()


def _lines(stream: TextIOWrapper) -> Iterator[tuple[int, str]]:
    """Yield numbered lines without their ends; of one that is too long, only its beginning."""
    line = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        line += 1
        rest = raw
        while len(rest) > LONGEST_LINE and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield line, raw.rstrip("\n")


def _cells(raw: str) -> list[str]:
    if '"' not in raw:
        return [cell.strip() for cell in raw.split(",")]
    try:
        return [cell.strip() for cell in next(csv.reader([raw], strict=True), [])]
    except csv.Error:
        return []


def _is_broken(raw: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in raw)


def _row(line: int, cells: list[str], problems: Problems, territory: TerritoryPart | None) -> Row | None:
    code, name, level_name = cells
    level = LEVELS.get(level_name)
    if level is None:
        problems.add(line, Fault.LEVEL, level_name)
    path = _path(line, code, level, problems)
    fault = _name_fault(name)
    if fault:
        problems.add(line, fault, name)
    if path is None or level is None:
        return None
    official, path = path, territory.path_of(path) if territory else path
    read = _pinyin("" if fault else name, level)
    return Row(line, path, parent_of(path), level, name if not fault else "", *read, official)


def _path(line: int, code: str, level: Level | None, problems: Problems) -> str | None:
    """Return the code without the zeros that pad it, or report why it is none.

    The level says how wide it is, not its zeros: a city without counties has one that ends in them (441900), and so
    have placeholders (350527000).
    """
    if not (code.isascii() and code.isdigit()):
        problems.add(line, Fault.DIGITS, code)
    elif len(code) not in LEVELS.values():
        problems.add(line, Fault.LENGTH, code)
    elif level is not None:
        path, padding = code[:level], code[level:]
        is_padded = len(code) == CODE_WIDTH and not padding.strip("0")
        if len(path) == level and (not padding or is_padded):
            return path
        problems.add(line, Fault.WIDTH, code)
    return None


def _name_fault(name: str) -> Fault | None:
    if not name:
        return Fault.NAME_EMPTY
    if len(name) > LONGEST_NAME:
        return Fault.NAME_LONG
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        return Fault.ENCODING if _is_broken(name) else Fault.NAME_CHARACTERS
    return None


_of_character = cache(text.pinyin)


def _pinyin(name: str, level: Level) -> tuple[str, str]:
    if level < Level.VILLAGE or not READ_IN_CONTEXT.isdisjoint(name):
        whole = text.pinyin(name)
        return whole.full[:240], whole.initials[:40]
    read = [_of_character(character) for character in name]
    return "".join(one.full for one in read)[:240], "".join(one.initials for one in read)[:40]
