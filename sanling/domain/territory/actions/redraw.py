"""Outlines after a succession: those of what moved follow, those of the successors are put together anew."""

from collections.abc import Mapping, Sequence
from datetime import date

import shapely

from sanling.domain.territory.models import Boundary, Division


def redraw(*, on: date, moved: Mapping[str, str], ended: Sequence[str], successors: Sequence[str]) -> None:
    """Give moved divisions and successors their outlines from a day on; part of ``succeed``.

    A successor's outline is that of the divisions below it if all of those have one. A merge of divisions with
    nothing drawn below unites the outlines it takes over. Otherwise nobody can say, and it has none.
    """
    old = {row.division_id: row for row in _current([*moved, *ended, *successors])}
    Boundary.objects.filter(pk__in=[row.pk for row in old.values()]).update(valid_until=on)
    begun = [_copy(old[path], new, on) for path, new in moved.items() if path in old]
    Boundary.objects.bulk_create(begun)
    for path in successors:
        sources = _below(path)
        if not sources and len(successors) == 1:
            sources = [old[taken] for taken in (*ended, path) if taken in old]
        if sources:
            united = shapely.union_all([shapely.from_wkb(bytes(row.wkb)) for row in sources])
            outline = _copy(sources[0], path, on)
            outline.wkb = shapely.to_wkb(united)
            outline.demonstration = any(row.demonstration for row in sources)
            outline.save()


def _current(paths: Sequence[str]) -> list[Boundary]:
    return list(Boundary.objects.filter(division__in=paths, valid_until=None))


def _below(path: str) -> list[Boundary]:
    """Return the outlines of all divisions just below, or none at all when one is missing."""
    children = list(Division.objects.filter(parent=path, valid_until=None).values_list("pk", flat=True))
    found = _current(children)
    return found if len(found) == len(children) else []


def _copy(row: Boundary, path: str, on: date) -> Boundary:
    return Boundary(
        division_id=path,
        wkb=row.wkb,
        demonstration=row.demonstration,
        source=row.source,
        valid_from=on,
    )
