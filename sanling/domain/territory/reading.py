"""Reading a file of divisions row by row: what is well-formed goes on, what isn't is reported with its row number."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple

from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.rules import Level, parent_of
from sanling.foundation import text
from sanling.foundation.cleaning import clean_line, fold_code, says_something
from sanling.foundation.tables.encoding import (
    LONGEST_LINE,
    encoding_of,
    errors_in,
    is_broken,
    numbered_lines,
    readable,
)

HEADER = ["code", "name", "level"]
LEVELS = {level.name.lower(): level for level in Level if level <= Level.VILLAGE}
LONGEST_NAME = 80
MOST_KEPT = 100_000
SHOWN = 40
# Characters of place names that are read by their neighbours; other villages' names are read one by one, ten times
# as fast.
READ_IN_CONTEXT = frozenset("长堡朝佛行柏都圈巷绿畜薄乐牟祭隗重")
# Names that need no cleaning: nearly all.
PLAIN = re.compile("[\u3007\u4e00-\u9fff（）]*")


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
    counts: Counter[Fault] = field(default_factory=Counter)

    def add(self, line: int, fault: Fault, value: str) -> None:
        """Add a problem with the beginning of what stood there."""
        self.counts[fault] += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(RowProblem(line, fault, readable(value[:SHOWN])))


def rows(
    stream: BinaryIO, problems: Problems, territories: Mapping[str, TerritoryPart], within: str = ""
) -> Iterator[Row]:
    """Yield the rows that are well-formed by themselves; a line is a row, quoted line breaks are not taken.

    Each row is hung where the territory of its city, by the first four digits, has it. ``within`` leaves out what lies
    neither in a division nor above it. The stream must be able to go back.
    """
    encoding = encoding_of(stream)
    wrapped = TextIOWrapper(stream, encoding=encoding, errors=errors_in(encoding), newline=None)
    headed = False
    for line, raw in numbered_lines(wrapped):
        if len(raw) > LONGEST_LINE:
            problems.add(line, Fault.LINE, raw)
            continue
        cells = _cells(raw)
        if not raw or (cells and not any(cells)):
            continue
        if not headed:
            headed = True
            if [_code(cell).lower() for cell in cells] != HEADER:
                problems.add(line, Fault.HEADER, raw)
        elif len(cells) != len(HEADER):
            problems.add(line, Fault.ENCODING if is_broken(raw) else Fault.COLUMNS, raw)
        elif row := _row(line, cells, problems, territories, within):
            yield row
    if not headed:
        problems.add(1, Fault.HEADER, "")
    wrapped.detach()


def _cells(raw: str) -> list[str]:
    if '"' not in raw:
        return [cell.strip() for cell in raw.split(",")]
    try:
        return [cell.strip() for cell in next(csv.reader([raw], strict=True), [])]
    except csv.Error:
        return []


def _code(cell: str) -> str:
    return cell if cell.isascii() and cell.isalnum() else fold_code(cell)


def _row(
    line: int, cells: list[str], problems: Problems, territories: Mapping[str, TerritoryPart], within: str
) -> Row | None:
    code, name, level_name = _code(cells[0]), cells[1], cells[2]
    level = LEVELS.get(_code(level_name).lower())
    if level is None:
        problems.add(line, Fault.LEVEL, level_name)
    official = _path(line, code, level, problems)
    if official and not (official.startswith(within) or within.startswith(official)):
        return None
    name = _name(line, name, problems)
    if official is None or level is None:
        return None
    territory = territories.get(official[: Level.CITY])
    path = territory.path_of(official) if territory else official
    return Row(line, path, parent_of(path), level, name, *_pinyin(name, level), official)


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
        if len(code) >= level and not code[level:].strip("0"):
            return code[:level]
        problems.add(line, Fault.WIDTH, code)
    return None


def _name(line: int, raw: str, problems: Problems) -> str:
    """Return the name as it is kept, or report why it is none: "" then, so that what lies below is no orphan."""
    if PLAIN.fullmatch(raw):
        name, fault = raw, None if raw else Fault.NAME_EMPTY
    elif is_broken(raw):
        name, fault = "", Fault.ENCODING
    elif any(unicodedata.category(character) in {"Cc", "Cs"} for character in raw):
        name, fault = "", Fault.NAME_CHARACTERS
    else:
        name = clean_line(raw)
        fault = None if says_something(name) else Fault.NAME_EMPTY
    if len(name) > LONGEST_NAME:
        fault = Fault.NAME_LONG
    if fault:
        problems.add(line, fault, raw)
        return ""
    return name


_of_character = cache(text.pinyin)


def _pinyin(name: str, level: Level) -> tuple[str, str]:
    if level < Level.VILLAGE or not READ_IN_CONTEXT.isdisjoint(name):
        whole = text.pinyin(name)
        return whole.full[:240], whole.initials[:40]
    read = [_of_character(character) for character in name]
    return "".join(sound.full for sound in read)[:240], "".join(sound.initials for sound in read)[:40]
