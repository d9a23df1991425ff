"""Figures as somebody sees them now: what a draft freezes, and what stands beside what was printed."""

from collections.abc import Sequence

from sanling.domain.indicators.queries import Asked, Standing, ranks_of, standings, total
from sanling.domain.people.access import Viewer
from sanling.domain.publications.rules import Row


def rows_now(viewer: Viewer, asked: Asked, *, with_ranks: bool) -> Sequence[Row]:
    """Return the rows, ranked ones by rank and others by unit, and all together last; none where nothing is counted."""
    found = standings(viewer, asked)
    if not found:
        return []
    ranks = ranks_of(asked, found) if with_ranks else {}
    last = len(found) + 1
    rows = [_row(standing, asked, ranks.get(standing.unit)) for standing in found]
    rows.sort(key=lambda row: (row.rank or last, row.unit))
    return [*rows, _row(total(asked, found), asked, None, whole=True)]


def _row(standing: Standing, asked: Asked, rank: int | None, *, whole: bool = False) -> Row:
    groups = asked.stock.names(asked.place)["group"]
    told = [group for group in groups if asked.group in ("", group)]
    return Row(
        unit=standing.unit,
        whole=whole,
        rank=rank,
        rate=standing.rate,
        open=standing.open,
        groups={group: standing.of(group) for group in told} if len(told) > 1 else {},
        before=standing.before,
        last_year=standing.last_year,
    )
