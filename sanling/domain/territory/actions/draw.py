"""Draw: add grids to a city's territory and give divisions their outlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import shapely
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.models import Edition
from sanling.domain.territory.rules import level_of, parent_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

_END_OLD = """
    UPDATE territory_boundary AS old SET valid_until = %s FROM drawn
    WHERE old.division_id = drawn.path AND old.valid_until IS NULL
"""
_BEGIN_NEW = """
    INSERT INTO territory_boundary (division_id, wkb, demonstration, source, valid_from)
    SELECT path, wkb, %s, %s, %s FROM drawn ORDER BY path
"""


@dataclass(frozen=True)
class NewGrid:
    """A grid to be added below a village or another grid; it has no statistical code."""

    path: str
    name: str
    pinyin: str = ""
    initials: str = ""


@dataclass(frozen=True)
class NewOutline:
    """An outline in degrees, longitude first."""

    path: str
    geometry: BaseGeometry


def draw(
    *,
    actor: Actor,
    city: str,
    grids: Iterable[NewGrid] = (),
    outlines: Iterable[NewOutline],
    source: str,
    demonstration: bool,
    valid_from: date,
) -> int:
    """Add grids and outlines of one city, streamed; return the number of outlines.

    An outline that a division had until now ends on ``valid_from``. Raises ``IntegrityError`` for a grid that is
    there already and, when the transaction ends, for a division that isn't there.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        copy_grids(cursor, grids, valid_from)
        _copy_outlines(cursor, outlines)
        cursor.execute(_END_OLD, [valid_from])
        cursor.execute(_BEGIN_NEW, [demonstration, source, valid_from])
        count = int(cursor.rowcount)
        cursor.execute("DROP TABLE drawn")
        renew(city)
        record(
            actor=actor,
            act="territory.draw",
            subject=f"city:{city}",
            city=city,
            detail={"outlines": count, "source": source, "demonstration": demonstration},
        )
    return count


def copy_grids(cursor: CursorWrapper, grids: Iterable[NewGrid], valid_from: date) -> None:
    """Add grids, streamed; part of each action that does."""
    columns = "path, parent_path, level, name, pinyin, initials, valid_from"
    with (
        connection.wrap_database_errors,
        cursor.copy(f"COPY territory_division ({columns}) FROM STDIN") as copy,
    ):
        for grid in grids:
            path = grid.path
            read = (grid.name, grid.pinyin, grid.initials)
            copy.write_row((path, parent_of(path), level_of(path), *read, valid_from))


def _copy_outlines(cursor: CursorWrapper, outlines: Iterable[NewOutline]) -> None:
    cursor.execute('CREATE TEMPORARY TABLE drawn (path text COLLATE "C" PRIMARY KEY, wkb bytea)')
    with cursor.copy("COPY drawn FROM STDIN") as copy:
        for outline in outlines:
            copy.write_row((outline.path, shapely.to_wkb(outline.geometry)))


def renew(city: str) -> None:
    """Give a city's territory another stamp, so that copies in memory are read again; part of each action."""
    Edition.objects.update_or_create(city=city, defaults={"stamp": uuid4()})
