"""What a room says of a sheet that it takes in: its columns, what makes two rows the same, and what becomes of them."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from sanling.foundation.cleaning import fold, read_line, read_name
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.encoding import is_broken, readable
from sanling.foundation.tables.reading import Dated, Pointed, Rounded
from sanling.foundation.tables.retelling import DIVIDED, UNCALCULATED
from sanling.foundation.tables.said import SaidOnce

SHOWN = 40
Named = TypeVar("Named")
# What Excel, WPS and LibreOffice write where a formula has no result or a column is too narrow.
_ERROR = re.compile(r"#(?:N/A|GETTING_DATA|[A-Z0-9/]+[!?]|##+)|Err:[0-9]{3}")
_SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}")
_NOTE = re.compile(r"\([^()]*\)|[*:：\s]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
# Notes that say that what stands before them isn't so, or no longer. Others explain: "已化解（已履行）",
# "医院（非营利）", "调解员（退休法官）", "学校（未成年人）", "宾馆（招待所）".
_UNDOING = re.compile(
    "未(?!成年)|撤(?:销|并|职|编|点|村|校)|注销|吊销|取消|作废|废止|无效|反悔|不成|不再"
    "|离职|离任|离岗|卸任|免职|辞职|辞退|解聘|解除|停职|停业|停办|停用|停产|歇业|倒闭"
    "|已(?:离|退|辞|免|卸|撤|停|搬|迁|拆|并入|合并|关闭|关停|关门|调走|调离|调出|调岗|换人|故|去世|死亡)"
    "|^(?:原|前|原任|前任|曾任|否|非|不是|无|退休|拟.*|待.*|former|formerly|ended|no|not.*)$"
)


class Became(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    # Nothing is kept of it here, and nothing is wrong with it.
    PASSED = "passed"
    REFUSED = "refused"


class Fault(NamedTuple):
    """What is wrong with a cell or a row: the column's heading, why in words, and what stood there."""

    column: str
    why: str
    value: str = ""


def line_of(most: int) -> Callable[[str], str]:
    """Return what reads a text of one line of at most so many characters."""
    return lambda raw: read_line(raw, longest=most)


def name_of(most: int) -> Callable[[str], str]:
    """Return what reads a name of at most so many characters."""
    return lambda raw: read_name(raw, longest=most)


_LINE = line_of(200)


@dataclass(frozen=True)
class Column:
    """A column: its code, the headings that offices give it, the usual one first, and how a cell is read.

    ``read`` raises ``ValueError`` with words for the writer. A ``required`` one must have a heading, and be filled in.
    A number that Excel has rounded is none, nor is a cell with an error; and a number with decimals or a day is no
    text, for Excel may have made it of another.
    """

    code: str
    names: tuple[str, ...]
    read: Callable[[str], Any] = _LINE
    required: bool = False
    # What stands there is never shown with a fault.
    personal: bool = False
    is_text: bool = True
    # What reads it below headings and a title that may say in which unit numbers are, instead of ``read``.
    below: Callable[[str], Callable[[str], Any]] | None = None

    def value_of(self, raw: str, above: str = "") -> Any:
        """Return what a cell says below what stands above it, "" for nothing.

        Raises ``ValueError`` with words for the writer.
        """
        if is_broken(raw):
            raise ValueError(_("Some characters could not be read. Please type them again."))
        if _ERROR.fullmatch(raw.strip()):
            raise ValueError(
                _("Excel shows an error here instead of a value. Type the value, or correct the formula.")
            )
        if raw.strip() == UNCALCULATED:
            raise ValueError(
                _(
                    "The formula here has no result yet. Open the file in Excel or WPS and save it, or type the"
                    " value."
                )
            )
        if raw.strip() == DIVIDED:
            raise ValueError(
                _(
                    "Excel shows this number divided (123456 as 12.3). Type it as it is meant, without that format."
                )
            )
        if changed := self._changed(raw):
            raise ValueError(changed)
        read = self.below(above) if self.below else self.read
        found = read(raw) if raw and raw.strip() else ""
        # Of some texts nothing is seen.
        if found == "" and self.required:
            raise ValueError(_("Please fill this in."))
        return found

    def _changed(self, raw: str) -> str:
        """Return what Excel has made of what was typed, "" for nothing that matters."""
        if isinstance(raw, Rounded) or _SCIENTIFIC.fullmatch(raw.strip()):
            return _("Excel has rounded this number. Format the column as text, and type it again.")
        if self.is_text and isinstance(raw, Pointed):
            return _(
                "Excel drops zeros at the end of a number with a point (2023.10). Format the column as text, and"
                " type it again."
            )
        if self.is_text and isinstance(raw, Dated):
            return _("Excel has made a date of this. Format the column as text, and type it again.")
        return ""


@dataclass
class Row:
    """A row of a file on its way: its cells as they stood, and what they say by the codes of the columns."""

    number: int
    cells: Sequence[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # Columns of which the cell says something that can't be read: it isn't missing.
    unread: set[str] = field(default_factory=set)
    became: Became = Became.REFUSED
    # Why nothing is kept of it.
    passed: str = ""

    def __getitem__(self, code: str) -> Any:
        """Return what a column says, "" where it says nothing or isn't there."""
        return self.values.get(code, "")

    def refuse(self, column: str, why: str, value: str = "") -> None:
        """Note one more thing that is wrong."""
        self.faults.append(Fault(column, why, readable(value[:SHOWN])))
        self.became = Became.REFUSED

    def pass_over(self, why: str) -> None:
        """Keep nothing of it, for a reason that is no fault."""
        self.became, self.passed = Became.PASSED, why


class Taking(ABC):
    """Takes in the rows of one file, some at a time, each in the caller's transaction.

    While some rows are taken, a thread reads the next by `key`, which asks the row alone, no database.
    """

    # What sound rows have named, for rows that name it again.
    said: SaidOnce

    def key(self, row: Row) -> Hashable:
        """Return what makes rows one and the same thing: they follow each other, and are taken together."""
        return row.number

    @abstractmethod
    def take(self, rows: Sequence[Row]) -> None:
        """Write what sound rows say, and note of each what became of it."""

    def finish(self) -> Sequence[str]:
        """Return what whoever brought the file should know besides, when all rows are taken."""
        return ()


# Begins to take in a file: by the actor, the city's profile, and the answers to what its sheet asks, all by name.
Begin = Callable[..., Taking]


@dataclass(frozen=True)
class Ask:
    """What a file can't say itself, and whoever brings it must: a code, why, and the answers if there are but some.

    The desk asks only where there are: what anybody could answer, a post there answers by itself.
    """

    code: str
    why: str
    choices: tuple[str, ...] = ()


def _no_columns(_profile: Profile) -> tuple[Column, ...]:
    return ()


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its code is the command's name; ``own`` gives the columns that only a city's profile knows."""

    code: str
    columns: tuple[Column, ...]
    begin: Begin
    # Columns of which one at least must have a heading.
    either: tuple[str, ...] = ()
    # Given to ``begin`` by their codes.
    asks: tuple[Ask, ...] = ()
    own: Callable[[Profile], tuple[Column, ...]] = _no_columns
    # What the desk calls it, and who may bring one there; without them it is taken in at the console alone.
    name: StrPromise | str = ""
    may: Callable[[Any], bool] | None = None

    def of_city(self, profile: Profile) -> "Sheet":
        """Return the sheet with all the columns that it has in a city."""
        return replace(self, columns=(*self.columns, *self.own(profile)))


def is_undone(said: str) -> bool:
    """Tell whether a note in brackets says that what stands before it isn't so, or no longer: "小学（已撤并）"."""
    return any(_UNDOING.search(plain(note)) for note in _BRACKETED.findall(fold(said)))


def meant(names: Mapping[str, Named], said: str) -> Named | None:
    """Return what a cell names, of names by `plain`; ``None`` for nothing, and for what a note undoes."""
    return None if is_undone(said) else names.get(plain(said))


def plain(heading: str) -> str:
    """Return a heading or a name as it is compared: without notes in brackets, stars, colons and spaces."""
    return _NOTE.sub("", fold(heading)).lower()


def noted(said: str) -> str:
    """Return all that a cell says in brackets, as it is compared: of "认定（已撤销）" it is what counts."""
    return " ".join(filter(None, map(plain, _BRACKETED.findall(fold(said)))))
