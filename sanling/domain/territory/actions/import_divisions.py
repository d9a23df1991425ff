"""Import divisions from a file of statistical codes, all or nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.reading import Fault, Problems, Row, RowProblem, rows
from sanling.domain.territory.rules import Level, city_of, parent_of
from sanling.foundation import text
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.profile.loader import Profile

PROGRESS_EVERY = 20_000

_INCOMING = """
    CREATE TEMPORARY TABLE incoming (
        line integer, path text COLLATE "C", parent text COLLATE "C", level smallint, name text, pinyin text,
        initials text, official_code text COLLATE "C", valid_from date
    )
"""
# What only the rows together, or with those that are there, can show; each gives line and code.
_CHECKS = {
    Fault.DUPLICATE: """
        SELECT line, path FROM (
            SELECT line, path, row_number() OVER (PARTITION BY path ORDER BY line) AS nth FROM incoming
        ) AS counted WHERE nth > 1 ORDER BY line
    """,
    Fault.ORPHAN: """
        SELECT line, path FROM incoming AS row WHERE parent IS NOT NULL
        AND NOT EXISTS (SELECT FROM incoming AS above WHERE above.path = row.parent)
        AND NOT EXISTS (
            SELECT FROM territory_division AS above WHERE above.path = row.parent AND above.valid_until IS NULL
        ) ORDER BY line
    """,
    Fault.TAKEN: """
        SELECT line, row.official_code FROM incoming AS row
        JOIN territory_division AS other ON other.official_code = row.official_code AND other.path <> row.path
        ORDER BY line
    """,
    Fault.ENDED: """
        SELECT line, row.path FROM incoming AS row
        JOIN territory_division AS own ON own.path = row.path AND own.valid_until IS NOT NULL ORDER BY line
    """,
}
_KEEP_FORMER_CODES = """
    INSERT INTO territory_formercode (division_id, code, valid_until)
    SELECT own.path, own.official_code, %s FROM incoming AS row
    JOIN territory_division AS own ON own.path = row.path AND own.official_code <> row.official_code
    ON CONFLICT DO NOTHING
"""
# xmax is 0 in a row that the statement inserted.
_MERGE = """
    WITH merged AS (
        INSERT INTO territory_division AS own
            (path, parent_path, level, name, pinyin, initials, official_code, valid_from)
        SELECT path, parent, level, name, pinyin, initials, official_code, valid_from FROM incoming ORDER BY path
        ON CONFLICT (path) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin,
            initials = excluded.initials, official_code = excluded.official_code
        WHERE (own.name, own.official_code) IS DISTINCT FROM (excluded.name, excluded.official_code)
        RETURNING xmax = 0 AS is_new
    )
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
"""
_STAMP = """
    INSERT INTO territory_edition (city, stamp)
    SELECT city, gen_random_uuid()
    FROM (SELECT DISTINCT left(path, 4) AS city FROM incoming WHERE level >= 4) AS cities
    ON CONFLICT (city) DO UPDATE SET stamp = excluded.stamp
"""


@dataclass(frozen=True)
class ImportResult:
    """What an import did; with any problem it did nothing.

    ``problems`` holds the first hundred thousand by row, ``counts`` the number of all by fault. Of a file that was
    only checked, ``created`` and ``changed`` tell what taking it would do.
    """

    rows: int
    created: int
    changed: int
    problems: Sequence[RowProblem] = ()
    counts: Mapping[Fault, int] = field(default_factory=dict)
    only_checked: bool = False

    @property
    def problem_count(self) -> int:
        """Return how many problems there are."""
        return sum(self.counts.values())

    @property
    def done(self) -> bool:
        """Tell whether the file was taken, or could be."""
        return not self.counts


class _TakenBack(Exception):
    """The file has problems, or was only to be checked."""


def import_divisions(
    *,
    actor: Actor,
    file: Path | BinaryIO,
    profiles: Collection[Profile] = (),
    within: str = "",
    as_of: date,
    only_check: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportResult:
    """Import ``code,name,level`` rows (codes of 2 to 12 digits, or padded with zeros to 4 to 12), all or nothing.

    The profile of each city that is in the file adds its management divisions and re-hangs streets under them.
    Divisions that are there keep their boundaries and validity; a new name or code replaces the old one. Every row is
    checked, whatever is wrong with those before it. ``within`` takes only what lies in one division, and those above
    it. ``as_of`` is the day from which new divisions are valid; ``progress`` gets the number of rows read.
    ``only_check`` takes everything back at the end. Raises ``OSError`` when the file can't be read.
    """
    problems, read, created, changed = Problems(), 0, 0, 0
    territories: dict[str, TerritoryPart] = {profile.city: profile.part("territory") for profile in profiles}
    try:
        with _opened(file) as stream, transaction.atomic(), connection.cursor() as cursor:
            # The file sets the pace of the copy.
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(_INCOMING)
            read, cities = _copy(cursor, rows(stream, problems, territories, within), as_of, progress)
            _add_management(cursor, [part for city, part in territories.items() if city in cities])
            _check_together(cursor, problems)
            if problems.counts:
                raise _TakenBack
            created, changed = _merge(cursor, as_of)
            if only_check:
                raise _TakenBack
            # Not left to the commit: the caller's transaction may import again.
            cursor.execute("DROP TABLE incoming")
            detail = {"rows": read, "created": created, "changed": changed, "as_of": as_of.isoformat()}
            _record(actor, cities, detail)
    except _TakenBack:
        problems.kept.sort()
    return ImportResult(read, created, changed, problems.kept, problems.counts, only_checked=only_check)


@contextmanager
def _opened(file: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(file, Path):
        with file.open("rb") as stream:
            yield stream
    else:
        yield file


def _copy(
    cursor: CursorWrapper, found: Iterator[Row], as_of: date, progress: Callable[[int], None] | None
) -> tuple[int, set[str]]:
    """Stream the rows into the temporary table; return how many there were, and of which cities."""
    count, cities = 0, set[str]()
    copied: Any = cursor.copy("COPY incoming FROM STDIN")
    with copied as copy:
        for count, row in enumerate(found, 1):
            copy.write_row((*row, as_of))
            if row.level >= Level.CITY:
                cities.add(city_of(row.path))
            if progress and count % PROGRESS_EVERY == 0:
                progress(count)
    return count, cities


def _add_management(cursor: CursorWrapper, territories: Iterable[TerritoryPart]) -> None:
    """Add the divisions that govern without a code of their own, as if they stood before the first row."""
    copied: Any = cursor.copy("COPY incoming FROM STDIN")
    with copied as copy:
        for division in (division for territory in territories for division in territory.management):
            path, name = division.path, division.name.zh
            read = text.pinyin(name)
            above, level = parent_of(path), len(path)
            copy.write_row((0, path, above, level, name, read.full, read.initials, None, division.valid_from))


def _record(actor: Actor, cities: set[str], detail: dict[str, Any]) -> None:
    city = "".join(cities) if len(cities) == 1 else ""
    subject = f"city:{city}" if city else "country"
    record(actor=actor, act="division.import", subject=subject, city=city, detail=detail)


def _check_together(cursor: CursorWrapper, problems: Problems) -> None:
    cursor.execute("ANALYZE incoming")
    for fault, query in _CHECKS.items():
        cursor.execute(query)
        for line, value in cursor:
            problems.add(line, fault, value)


def _merge(cursor: CursorWrapper, as_of: date) -> tuple[int, int]:
    cursor.execute(_KEEP_FORMER_CODES, [as_of])
    cursor.execute(_MERGE)
    found = cursor.fetchone()
    created, changed = found or (0, 0)
    if created or changed:
        cursor.execute(_STAMP)
    if created > PROGRESS_EVERY:
        cursor.execute("ANALYZE territory_division")
    return created, changed
