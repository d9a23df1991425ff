"""Tables as bulletins print them: units down, counts and rates across, with or without a line of all together.

Which counts a rate is of isn't said in a table: it is the two columns by which most of its lines agree. A list with a
line a number (name, number, and what it is of) says it.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import permutations

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import clean_line, name_key
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin, judged
from sanling.processes.figures.verifying.changes import Change
from sanling.processes.figures.verifying.claims import BETWEEN, Claim, Share, agree
from sanling.processes.figures.verifying.columns import NOTHING, Column, columns_of, once, percent
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
# What three numbers of a line may claim.
RATE, CHANGE = Share("rate", "above", "below"), Change("change", "now", "before")


def read_grid(rows: Sequence[Sequence[str]], *, name: str) -> Bulletin:
    """Return the bulletin of a table, whose first row with several cells heads it. Raises NoBulletin."""
    cells = [[clean_line(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    top = next((at for at, row in enumerate(cells) if sum(map(bool, row)) > 1), None)
    if top is None or len(cells) < top + 2:
        raise NoBulletin(_("“%(name)s” holds no table with a heading.") % {"name": name})
    heads, body = _headed(cells[top:])
    if len(body) > _MOST_ROWS or len(heads) > _MOST_COLUMNS:
        raise NoBulletin(
            _(
                "“%(name)s” is longer than a bulletin: at most %(rows)s lines and %(columns)s columns are compared."
            )
            % {"name": name, "rows": _MOST_ROWS, "columns": _MOST_COLUMNS}
        )
    places = _list_places(heads)
    if places:
        return judged(_listed(places, body), name=name)
    said, passed = _crossed(heads, body)
    return judged(said, name=name, passed=passed)


def _headed(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return headings and lines: headings may go on in lines below that name no unit and hold no number."""
    width = max(map(len, rows))
    first, *body = ([*row, *[""] * (width - len(row))] for row in rows)
    heads = first
    while len(body) > 1 and body[0][0] in ("", first[0]) and not any(map(_is_number, body[0])):
        below = body.pop(0)
        heads = [" ".join(dict.fromkeys(filter(None, pair))) for pair in zip(heads, below, strict=True)]
    return heads, body


def _is_number(cell: str) -> bool:
    return any(sign.isdecimal() for sign in cell)


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
        if not name or printed in NOTHING:
            continue
        if line.get("now") and line.get("before"):
            changes.append(ChangeSaid(name=name, now=line["now"], before=line["before"], printed=printed))
        elif "%" in printed or "％" in printed or line.get("numerator"):
            rates.append(
                RateSaid(
                    name=name,
                    printed=percent(printed),
                    numerator=line.get("numerator", ""),
                    denominator=line.get("denominator", ""),
                )
            )
        else:
            counts[once(name, counts)] = printed
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


def _crossed(
    heads: Sequence[str], body: Sequence[Sequence[str]]
) -> tuple[BulletinSaid, Sequence[tuple[str, str]]]:
    """Return what a table says, a line a unit, and what of it can't be compared, with the reason."""
    units: list[str] = []
    for row in body:
        units.append(once(row[0] or "—", dict.fromkeys(units)))
    counts = list(columns_of(heads, body, share=False))
    shares = list(columns_of(heads, body, share=True))
    if not counts:
        raise NoBulletin(_("There are no columns of numbers in this table."))
    together = next((at for at, unit in enumerate(units) if name_key(unit) in _TOGETHER), None)
    said_counts: dict[str, int | str] = {
        _cell(units[at], column): column.texts[at] for column in counts for at in column.numbers
    }
    rates, changes = list(_rates(counts, shares, units)), list(_changes(counts, shares, units))
    said = BulletinSaid(
        counts=said_counts,
        sums=tuple(_sums(counts, units, together)),
        rates=tuple(rates),
        changes=tuple(changes),
    )
    compared = {*(rate.name for rate in rates), *(change.name for change in changes)}
    return said, [*_unread([*counts, *shares], units), *_of_nothing(shares, units, compared)]


def _unread(columns: Sequence[Column], units: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        for at, text in column.unread.items():
            yield (
                _cell(units[at], column),
                _("not compared: “%(text)s” is not one number") % {"text": text[:40]},
            )


def _of_nothing(
    shares: Sequence[Column], units: Sequence[str], compared: Container[str]
) -> Iterator[tuple[str, str]]:
    for share in shares:
        if not any(_cell(units[at], share) in compared for at in share.numbers):
            yield share.head, _("not compared: there are no two columns by which half of its lines agree")


def _cell(unit: str, column: Column) -> str:
    return f"{unit}{BETWEEN}{column.head}"


def _sums(counts: Sequence[Column], units: Sequence[str], together: int | None) -> Iterator[SumSaid]:
    if together is None or any(name_key(unit) in _TOGETHER for unit in units[together + 1 :]):
        return
    for column in counts:
        parts = tuple(_cell(units[at], column) for at in column.numbers if at != together)
        if together in column.numbers and len(parts) > 1 and not column.unread:
            yield SumSaid(total=_cell(units[together], column), parts=parts)


def _rates(counts: Sequence[Column], shares: Sequence[Column], units: Sequence[str]) -> Iterator[RateSaid]:
    for name, printed, above, below in _threes(counts, [s for s in shares if not s.is_change], units, RATE):
        yield RateSaid(name=name, printed=printed, numerator=above, denominator=below, stated=False)


def _changes(
    counts: Sequence[Column], shares: Sequence[Column], units: Sequence[str]
) -> Iterator[ChangeSaid]:
    for name, printed, now, before in _threes(counts, [s for s in shares if s.is_change], units, CHANGE):
        yield ChangeSaid(name=name, now=now, before=before, printed=printed)


def _threes(
    counts: Sequence[Column], shares: Sequence[Column], units: Sequence[str], claim: Claim
) -> Iterator[tuple[str, str, str, str]]:
    """Yield of each line of columns of shares what it is called, what is printed, and the two counts that it is of."""
    for column in shares:
        share, pairs = _best(counts, column, claim)
        for first, second in pairs:
            for at in sorted(set(share.numbers) & set(first.numbers) & set(second.numbers)):
                yield (
                    _cell(units[at], share),
                    share.texts[at],
                    _cell(units[at], first),
                    _cell(units[at], second),
                )


def _best(
    counts: Sequence[Column], column: Column, claim: Claim
) -> tuple[Column, list[tuple[Column, Column]]]:
    """Return a column as it is to be read, and the two by which most of its lines agree, at least half of them."""
    best: tuple[Column, list[tuple[Column, Column]]] = (column, [])
    most = 0
    for share in filter(None, (column, column.otherwise)):
        for first, second in permutations(counts, 2):
            lines = set(share.numbers) & set(first.numbers) & set(second.numbers)
            fit = sum(agree(claim, first.numbers[at], second.numbers[at], share.numbers[at]) for at in lines)
            if fit > most and fit * 2 >= len(lines):
                best, most = (share, [(first, second)]), fit
    return best
