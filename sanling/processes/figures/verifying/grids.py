"""Tables as bulletins print them: units down, counts and rates across, with or without a line of all together.

Which counts a rate is of isn't said in a table: it is the two columns by which most of its lines agree. A list with a
line a number (name, number, and what it is of) says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import clean_line, name_key
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin, judged
from sanling.processes.figures.verifying.changes import Change
from sanling.processes.figures.verifying.claims import BETWEEN, Claim, Share, agree
from sanling.processes.figures.verifying.printed import Printed, Unreadable, read_count, read_share
from sanling.processes.figures.verifying.said import BulletinSaid, ChangeSaid, PartSaid, RateSaid, SumSaid

_MOST_ROWS = 400
_MOST_COLUMNS = 60
_TOGETHER = frozenset(
    ["合计", "总计", "共计", "小计", "全市", "全省", "全县", "总数", "total", "all", "together"]
)
# A line of a list: its heading by what it holds.
_LIST = {
    "name": {"名称", "指标", "项目", "name", "indicator"},
    "printed": {"数值", "数", "数字", "值", "printed", "number", "value"},
    "numerator": {"分子", "numerator"},
    "denominator": {"分母", "denominator"},
    "total": {"合计于", "属于合计", "合计项", "sum", "total"},
    "whole": {"其中", "包含于", "whole", "part of"},
    "now": {"本期", "now"},
    "before": {"上期", "上年同期", "去年同期", "before"},
}
_NOTHING = {"", "-", "—", "--", "/"}
# What three numbers of a line may claim.
RATE, CHANGE = Share("rate", "above", "below"), Change("change", "now", "before")


def read_grid(rows: Sequence[Sequence[str]], *, name: str) -> Bulletin:
    """Return the bulletin of a table, whose first row with several cells heads it. Raises NoBulletin."""
    cells = [[clean_line(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    top = next((at for at, row in enumerate(cells) if sum(map(bool, row)) > 1), None)
    if top is None or len(cells) < top + 2:
        raise NoBulletin(_("“%(name)s” holds no table with a heading.") % {"name": name})
    heads, body = cells[top], cells[top + 1 :]
    if len(body) > _MOST_ROWS or len(heads) > _MOST_COLUMNS:
        raise NoBulletin(
            _(
                "“%(name)s” is longer than a bulletin: at most %(rows)s lines and %(columns)s columns are compared."
            )
            % {"name": name, "rows": _MOST_ROWS, "columns": _MOST_COLUMNS}
        )
    body = [[*row, *[""] * (len(heads) - len(row))] for row in body]
    places = _list_places(heads)
    said = _listed(places, body) if places else _crossed(heads, body)
    return judged(said, name=name)


def _list_places(heads: Sequence[str]) -> Mapping[str, int]:
    """Return which column of a list holds what, nothing where it is none."""
    keys = [name_key(head) for head in heads]
    found = {
        code: next((at for at, key in enumerate(keys) if key in {name_key(known) for known in names}), None)
        for code, names in _LIST.items()
    }
    places = {code: at for code, at in found.items() if at is not None}
    return places if {"name", "printed"} <= set(places) else {}


def _listed(places: Mapping[str, int], body: Sequence[Sequence[str]]) -> BulletinSaid:
    """Return what a list says, a line a number."""
    counts: dict[str, int | str] = {}
    rates, changes, parts = [], [], []
    sums: dict[str, list[str]] = {}
    for row in body:
        line = {code: row[at] for code, at in places.items()}
        name, printed = line["name"], line["printed"]
        if not name or printed in _NOTHING:
            continue
        if line.get("now") and line.get("before"):
            changes.append(ChangeSaid(name=name, now=line["now"], before=line["before"], printed=printed))
        elif "%" in printed or "％" in printed or line.get("numerator"):
            rates.append(
                RateSaid(
                    name=name,
                    printed=_percent(printed),
                    numerator=line.get("numerator", ""),
                    denominator=line.get("denominator", ""),
                )
            )
        else:
            counts[_once(name, counts)] = printed
        if whole := line.get("whole"):
            parts.append(PartSaid(part=name, whole=whole))
        if total := line.get("total"):
            sums.setdefault(total, []).append(name)
    return BulletinSaid(
        counts=counts,
        rates=tuple(rates),
        changes=tuple(changes),
        parts=tuple(parts),
        sums=tuple(SumSaid(total=total, parts=tuple(names)) for total, names in sums.items()),
    )


def _once(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that nothing else has: the second of a name is "name (2)"."""
    number = 1 + sum(key == name or key.startswith(f"{name} (") for key in taken)
    return name if number == 1 else f"{name} ({number})"


def _percent(printed: str) -> str:
    """Return a percentage as it is printed, of a workbook's fraction, too: "0.9098" stands for 90.98%."""
    if "%" in printed or "％" in printed:
        return printed
    try:
        share = read_share(printed)
    except Unreadable:
        return printed
    return f"{float(share.value) * 100:.10g}%" if abs(share.value) <= 1 and "." in printed else printed


@dataclass(frozen=True)
class _Column:
    """A column of numbers: its heading, and what each line has."""

    head: str
    numbers: Mapping[int, Printed]
    texts: Mapping[int, str]

    @property
    def is_change(self) -> bool:
        return any(word in self.head for word in ("同比", "环比", "增长", "增减", "变化", "change"))


def _crossed(heads: Sequence[str], body: Sequence[Sequence[str]]) -> BulletinSaid:
    """Return what a table says, a line a unit."""
    units: list[str] = []
    for row in body:
        units.append(_once(row[0] or "—", dict.fromkeys(units)))
    counts = list(_columns(heads, body, share=False))
    shares = list(_columns(heads, body, share=True))
    if not counts:
        raise NoBulletin(_("There are no columns of numbers in this table."))
    together = next((at for at, unit in enumerate(units) if name_key(unit) in _TOGETHER), None)
    said_counts: dict[str, int | str] = {
        _cell(units[at], column): column.texts[at] for column in counts for at in column.numbers
    }
    return BulletinSaid(
        counts=said_counts,
        sums=tuple(_sums(counts, units, together)),
        rates=tuple(_rates(counts, shares, units)),
        changes=tuple(_changes(counts, shares, units)),
    )


def _cell(unit: str, column: _Column) -> str:
    return f"{unit}{BETWEEN}{column.head}"


def _columns(heads: Sequence[str], body: Sequence[Sequence[str]], *, share: bool) -> Iterator[_Column]:
    """Yield the columns of shares, or of counts: all their cells are, but for empty ones."""
    taken: dict[str, None] = {}
    for at, head in enumerate(heads[1:], 1):
        texts = {n: row[at] for n, row in enumerate(body) if row[at] not in _NOTHING}
        marked = any("%" in text or "％" in text for text in texts.values())
        is_share = marked or head.endswith(("率", "比", "比例", "rate", "share", "%"))
        if not head or not texts or is_share is not share:
            continue
        if is_share:
            texts = {n: _percent(text) for n, text in texts.items()}
        try:
            numbers = {n: read_share(text) if is_share else read_count(text) for n, text in texts.items()}
        except Unreadable:
            continue
        name = _once(head, taken)
        taken[name] = None
        yield _Column(name, numbers, texts)


def _sums(counts: Sequence[_Column], units: Sequence[str], together: int | None) -> Iterator[SumSaid]:
    if together is None or any(name_key(unit) in _TOGETHER for unit in units[together + 1 :]):
        return
    for column in counts:
        parts = tuple(_cell(units[at], column) for at in column.numbers if at != together)
        if together in column.numbers and len(parts) > 1:
            yield SumSaid(total=_cell(units[together], column), parts=parts)


def _rates(counts: Sequence[_Column], shares: Sequence[_Column], units: Sequence[str]) -> Iterator[RateSaid]:
    for name, printed, above, below in _threes(counts, [s for s in shares if not s.is_change], units, RATE):
        yield RateSaid(name=name, printed=printed, numerator=above, denominator=below, stated=False)


def _changes(
    counts: Sequence[_Column], shares: Sequence[_Column], units: Sequence[str]
) -> Iterator[ChangeSaid]:
    for name, printed, now, before in _threes(counts, [s for s in shares if s.is_change], units, CHANGE):
        yield ChangeSaid(name=name, now=now, before=before, printed=printed)


def _threes(
    counts: Sequence[_Column], shares: Sequence[_Column], units: Sequence[str], claim: Claim
) -> Iterator[tuple[str, str, str, str]]:
    """Yield of each line of columns of shares what it is called, what is printed, and the two counts that it is of."""
    for share in shares:
        for first, second in _best(counts, share, claim):
            for at in sorted(set(share.numbers) & set(first.numbers) & set(second.numbers)):
                yield (
                    _cell(units[at], share),
                    share.texts[at],
                    _cell(units[at], first),
                    _cell(units[at], second),
                )


def _best(counts: Sequence[_Column], share: _Column, claim: Claim) -> list[tuple[_Column, _Column]]:
    """Return the two columns by which most lines agree, at least half of them; nothing where there are none."""
    best: list[tuple[_Column, _Column]] = []
    most = 0
    for first, second in permutations(counts, 2):
        lines = set(share.numbers) & set(first.numbers) & set(second.numbers)
        fit = sum(agree(claim, first.numbers[at], second.numbers[at], share.numbers[at]) for at in lines)
        if fit > most and fit * 2 >= len(lines):
            best, most = [(first, second)], fit
    return best
