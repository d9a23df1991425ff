"""A TOML file of a profile together with the lines it says things on, and the problems found in it."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

from sanling.foundation.cleaning import holds_unseen
from sanling.foundation.profile.positions import Loc, positions

# What five cities and those that they extend have, several times.
FILES_KEPT = 256


class Part(BaseModel):
    """The base of all typed profile data: unknown fields are errors, and what is read stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _only_a_day(said: Any) -> Any:
    if type(said) is date or (isinstance(said, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", said)):
        return said
    raise ValueError("Give a day, such as 2027-02-05.")


# A number would be taken for seconds since 1970.
Day = Annotated[date, BeforeValidator(_only_a_day)]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a profile, and where; `allowed` lists what could stand there, if that can be
    listed.
    """

    path: Path
    line: int
    field: str
    message: str
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return "file:line: field: message (allowed: …)"."""
        field = f"{self.field}: " if self.field else ""
        allowed = f" (allowed: {', '.join(self.allowed)})" if self.allowed else ""
        return f"{self.path}:{self.line}: {field}{self.message}{allowed}"


class ProfileError(Exception):
    """A profile can't be used; the text has one line for every problem in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, so that callers can show them one by one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Position(NamedTuple):
    """Where something is written; lines count from 1."""

    path: Path
    line: int


@dataclass(frozen=True)
class Source:
    """A file's raw data, its path, and where all places in it are written: elsewhere too, if it extends another."""

    path: Path
    data: dict[str, Any]
    positions: dict[Loc, Position]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a TOML file; raises ProfileError with the line where it is not TOML or not UTF-8."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise ProfileError([Problem(path, line, "", "The file is not UTF-8.")]) from None
        except OSError as error:
            raise ProfileError([Problem(path, 1, "", f"The file can't be read: {error.strerror}.")]) from None
        try:
            understood, lines = _understood(text)
            data = deepcopy(understood)
        except ValueError as error:
            # Numbers of thousands of digits, too, which Python doesn't read.
            raise ProfileError([_syntax_problem(path, text, str(error))]) from None
        except RecursionError:
            raise ProfileError([Problem(path, 1, "", "This is nested too deeply.")]) from None
        source = cls(path, data, {loc: Position(path, line) for loc, line in lines.items()})
        message = "This holds characters that can't be seen, as NUL or U+202E."
        if unseen := [source.problem(loc, message) for loc in _unseen(data)]:
            raise ProfileError(unseen)
        return source

    @classmethod
    def absent(cls, path: Path) -> Self:
        """Stand for a file that a profile leaves out."""
        return cls(path, {}, {})

    def position_of(self, loc: Iterable[str | int]) -> Position:
        """Return where a place, or the nearest that holds it, is written; steps that TOML doesn't know are skipped."""
        known: Loc = ()
        for step in loc:
            if (*known, step) in self.positions:
                known = (*known, step)
        return self.positions.get(known, Position(self.path, 1))

    def problem(self, loc: Iterable[str | int], message: str, *, allowed: Iterable[str] = ()) -> Problem:
        """Return a problem at a place of this file, for checks that a type can't express."""
        steps = tuple(loc)
        return Problem(*self.position_of(steps), field_name(steps), message, tuple(allowed))


@lru_cache(maxsize=FILES_KEPT)
def _understood(text: str) -> tuple[dict[str, Any], dict[Loc, int]]:
    """Return what a TOML text says and where; remembered, since every city is laid over the same few files."""
    return tomllib.loads(text), positions(text.replace("\r\n", "\n"))


def _unseen(said: Any, loc: Loc = ()) -> Iterator[Loc]:
    """Yield where texts and names of fields hold what no page shows, and no database keeps."""
    if isinstance(said, str):
        if holds_unseen(said):
            yield loc
        return
    if isinstance(said, dict):
        yield from (loc for name in said if holds_unseen(name))
    inner = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for step, value in inner:
        yield from _unseen(value, (*loc, step))


def field_name(loc: Iterable[str | int]) -> str:
    """Return a place as people write it: `states[0].name`."""
    name = ""
    for step in loc:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _syntax_problem(path: Path, text: str, message: str) -> Problem:
    """Return tomllib's own message, its "(at line 3, column 1)" taken as the line."""
    said, _, where = message.rpartition(" (at ")
    if where.startswith("line "):
        return Problem(path, int(where.removeprefix("line ").split(",")[0]), "", f"This is not TOML: {said}.")
    return Problem(path, text.count("\n") + 1, "", f"This is not TOML: {said or message}.")
