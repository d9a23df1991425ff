"""Columns of a table that hold numbers: counts, or shares however a workbook keeps them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sanling.processes.figures.verifying.printed import (
    MOST_DIGITS,
    Printed,
    Unreadable,
    read_count,
    read_share,
)

NOTHING = frozenset(["", "-", "—", "--", "/"])
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e-[0-9]{1,2})?")


@dataclass(frozen=True)
class Column:
    """A column of numbers: its heading, and what each line has.

    ``unread`` are cells of it that are no number. ``otherwise`` is a column of shares without a sign of per cent, read
    the other way: 0.9 is 90% or 0.9%.
    """

    head: str
    numbers: Mapping[int, Printed]
    texts: Mapping[int, str]
    unread: Mapping[int, str]
    otherwise: "Column | None" = None

    @property
    def is_change(self) -> bool:
        return any(word in self.head for word in ("同比", "环比", "增长", "增减", "变化", "change"))


def columns_of(heads: Sequence[str], body: Sequence[Sequence[str]], *, share: bool) -> Iterator[Column]:
    """Yield the columns of shares, or of counts: at least half of their cells are, but for empty ones."""
    taken: dict[str, None] = {}
    for at, head in enumerate(heads[1:], 1):
        texts = {n: row[at] for n, row in enumerate(body) if row[at] not in NOTHING}
        marked = any("%" in text or "％" in text for text in texts.values())
        is_share = marked or head.endswith(("率", "比", "比例", "rate", "share", "%"))
        if not head or not texts or is_share is not share:
            continue
        name = once(head, taken)
        column = _shares_in(name, texts, marked=marked) if is_share else _column(name, texts, read_count)
        if len(column.unread) * 2 > len(texts):
            continue
        taken[name] = None
        yield column


def _shares_in(name: str, texts: Mapping[int, str], *, marked: bool) -> Column:
    """Return a column of shares; without any sign of per cent it is one of fractions if none is above 1."""
    plain = [abs(float(text)) for text in texts.values() if _PLAIN.fullmatch(text)]
    if marked or not plain:
        return _column(name, {n: percent(text) for n, text in texts.items()}, read_share)
    fractions, percents = (
        _column(
            name,
            {n: _decimal(text, times) if _PLAIN.fullmatch(text) else text for n, text in texts.items()},
            read_share,
        )
        for times in (100, 1)
    )
    if max(plain) <= 1:
        return replace(fractions, otherwise=percents)
    return replace(percents, otherwise=fractions)


def _column(name: str, texts: Mapping[int, str], read: Callable[[str], Printed]) -> Column:
    numbers, unread = {}, {}
    for at, text in texts.items():
        try:
            numbers[at] = read(text)
        except Unreadable:
            unread[at] = text
    return Column(name, numbers, {at: texts[at] for at in numbers}, unread)


def once(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that nothing else has: the second of a name is "name (2)"."""
    number = 1 + sum(key == name or key.startswith(f"{name} (") for key in taken)
    return name if number == 1 else f"{name} ({number})"


def percent(printed: str) -> str:
    """Return a percentage as it is printed, of a workbook's fraction, too: "0.9098" stands for 90.98%, "1" for 100%."""
    if not _PLAIN.fullmatch(printed):
        return printed
    return _decimal(printed, 100) if abs(float(printed)) <= 1 else _decimal(printed, 1)


def _decimal(plain: str, times: int) -> str:
    """Return a number as a percentage of ten decimals at most: a workbook's formula has as many as its memory."""
    if times == 1 and len(plain) <= MOST_DIGITS:
        return f"{plain}%"
    return f"{float(plain) * times:.10f}".rstrip("0").rstrip(".") + "%"
