"""What is given to be verified, in whatever form: TOML, a workbook or CSV file, a table or sentences pasted."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import storable
from sanling.foundation.tables.reading import Table, UnreadableTable, tables_of
from sanling.processes.figures.verifying.bulletin import (
    MOST_BULLETINS,
    Bulletin,
    NoBulletin,
    check_number,
    read_toml,
)
from sanling.processes.figures.verifying.grids import read_grid
from sanling.processes.figures.verifying.sentences import read_sentences

# A bulletin is a page or ten.
MOST_BYTES = 2_000_000
_MOST_ROWS = 1_000
_MARK = "[[bulletin]]"


def bulletins_of(path: Path, *, name: str = "") -> list[Bulletin]:
    """Return the bulletins of a file: TOML, a workbook, or CSV. Raises NoBulletin, OSError."""
    if path.stat().st_size > MOST_BYTES:
        raise NoBulletin(_("This file is larger than a bulletin: at most 2 MB are read."))
    text = _as_text(path.read_bytes())
    if text is not None and (Path(name or path.name).suffix.lower() == ".toml" or _MARK in text):
        return read_toml(text)
    try:
        found = [
            (table.name or name or path.name, list(_rows(table)))
            for table in islice((table for table in tables_of(path) if not table.hidden), MOST_BULLETINS + 1)
        ]
    except UnreadableTable as error:
        raise NoBulletin(str(error)) from error
    check_number(len(found))
    return [read_grid(rows, name=sheet) for sheet, rows in found if rows] or _nothing()


def bulletins_in(text: str) -> list[Bulletin]:
    """Return the bulletins of a text that was pasted: TOML, cells of a table, or sentences. Raises NoBulletin."""
    kept = storable(text)
    if len(kept.encode()) > MOST_BYTES:
        raise NoBulletin(_("This text is longer than a bulletin: at most 2 MB are read."))
    if _MARK in kept:
        return read_toml(kept)
    if sum("\t" in line for line in kept.splitlines()) > 1:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "pasted.csv"
            path.write_text(kept, encoding="utf-8")
            return bulletins_of(path, name=_("What was pasted"))
    return [read_sentences(kept, name=_("What was pasted"))]


def _rows(table: Table) -> Iterator[list[str]]:
    for _number, cells in islice(table.rows, _MOST_ROWS):
        yield [str(cell) for cell in cells]


def _as_text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _nothing() -> list[Bulletin]:
    raise NoBulletin(_("There is nothing in this file."))
