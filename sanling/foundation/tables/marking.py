"""Writes reasons beside the rows of somebody's own workbook or CSV file, and leaves everything else in it as it is.

Of a workbook (ECMA-376) only the XML of the sheets in question is written anew, row by row; all other parts are copied.
A library that reads and writes whole workbooks takes two minutes and 700 MB for 110,000 rows, and loses what it
doesn't know.
"""

import csv
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from io import TextIOWrapper
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree as ET

from xlsxwriter.utility import xl_col_to_name

from sanling.foundation.tables.encoding import encoding_of, errors_in, readable
from sanling.foundation.tables.reading import JUDGED_LINES, separator_of
from sanling.foundation.tables.writing import written

_CHUNK = 256 * 1024
_WIDEST = 16_384
# A sheet is told by a relation from its name; both are small parts.
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</\1row>)", re.DOTALL)
_NUMBER = re.compile(rb'\br="(\d+)"')
_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"')
# The characters of a document (XML 1.0, production 2), line ends apart.
_NOT_XML = re.compile("[^\t -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPANS = re.compile(rb'\s+spans="[^"]*"')


class Unmarkable(Exception):
    """A file is of a form that can't be written into."""


@dataclass(frozen=True)
class Marks:
    """What is to be written of one sheet: above the reasons, and in which rows, as Excel numbers them.

    ``place`` is the column, from 0, in which an earlier reason stands; None is the first one that is free.
    """

    at: int
    head: str
    place: int | None = None
    reasons: dict[int, str] = field(default_factory=dict)


def mark_workbook(source: Path, target: Path, marks: Mapping[str, Marks]) -> None:
    """Copy a workbook (.xlsx) with marks on its sheets, by their names. Raises Unmarkable, OSError."""
    try:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            parts = {part: marks[name] for name, part in _parts(old).items() if name in marks}
            if len(parts) < len(marks):
                raise Unmarkable
            for about in old.infolist():
                marked = parts.get(about.filename)
                with old.open(about) as read, new.open(_fresh(about), "w") as write:
                    if marked is None:
                        shutil.copyfileobj(read, write, _CHUNK)
                    else:
                        _copy_sheet(read, write, _column(old, about.filename, marked), marked)
    except (zipfile.BadZipFile, ET.ParseError, KeyError) as error:
        raise Unmarkable from error


def _fresh(about: zipfile.ZipInfo) -> zipfile.ZipInfo:
    fresh = zipfile.ZipInfo(about.filename, about.date_time)
    fresh.compress_type, fresh.external_attr = about.compress_type, about.external_attr
    return fresh


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the parts in which sheets are, by their names."""
    main = next(name for name in book.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name))
    folder = PurePosixPath(main).parent
    relations = ET.fromstring(book.read(f"{folder}/_rels/{PurePosixPath(main).name}.rels"))  # noqa: S314 -- read by calamine before; no entity is kept
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = {}
    for sheet in ET.fromstring(book.read(main)).iter():  # noqa: S314
        relation = sheet.get(_RELATION) or sheet.get(_STRICT)
        if sheet.tag.endswith("}sheet") and relation in targets:
            target = targets[relation]
            found[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"{folder}/{target}"
    return found


def _column(book: zipfile.ZipFile, part: str, marked: Marks) -> bytes:
    """Return the letters of the column for the reasons. Raises Unmarkable where none is free."""
    place = marked.place
    if place is None:
        place = 0
        with book.open(part) as read:
            for _before, row in _rows(read):
                cells = _PLACE.findall(row[3] or b"") if row else ()
                place = max(place, *map(_place, cells[-1:]), 0)
        if place >= _WIDEST:
            raise Unmarkable
    letters: str = xl_col_to_name(place)
    return letters.encode()


def _copy_sheet(read: IO[bytes], write: IO[bytes], column: bytes, marked: Marks) -> None:
    """Copy a sheet's XML with the reasons; rows that have none lose what stood in their column."""
    number, written_rows = 0, set[int]()
    ours = re.compile(rb'<((?:\w+:)?)c\b[^>]*?\br="' + column + rb'\d+"[^>]*?(?:/>|>.*?</\1c>)', re.DOTALL)
    for before, row in _rows(read):
        write.write(before)
        if row is None:
            continue
        said = _NUMBER.search(row[2])
        number = int(said[1]) if said else number + 1
        text = marked.head if number == marked.at else marked.reasons.get(number, "")
        if not text and marked.place is None:
            write.write(row[0])
            continue
        prefix, cells = row[1], row[3] or b""
        # Columns are written in their order; ours is the last, or one that a clerk has put others behind.
        found = ours.search(cells)
        at = found.start() if found else _behind(cells, column)
        rest = cells[found.end() :] if found else cells[at:]
        cell = _cell(prefix, column, number, text) if text else b""
        attributes = _SPANS.sub(b"", row[2])
        write.write(b"<%brow%b>%b%b%b</%brow>" % (prefix, attributes, cells[:at], cell, rest, prefix))
        written_rows.add(number)


def _behind(cells: bytes, column: bytes) -> int:
    """Return where in a row's cells one of a column belongs."""
    mine = _place(column)
    return next((found.start() for found in _PLACE.finditer(cells) if _place(found[1]) > mine), len(cells))


def _cell(prefix: bytes, column: bytes, number: int, text: str) -> bytes:
    shown = escape(written(readable(_plain(text))), quote=False).encode()
    begin = b'<%bc r="%b%d" t="inlineStr"><%bis><%bt xml:space="preserve">' % (
        prefix,
        column,
        number,
        prefix,
        prefix,
    )
    return b"%b%b</%bt></%bis></%bc>" % (begin, shown, prefix, prefix, prefix)


def _plain(text: str) -> str:
    """Return a text without what XML can't hold; signs that this Python doesn't know are held."""
    return _NOT_XML.sub(" ", text)


def _rows(read: IO[bytes]) -> Iterator[tuple[bytes, "re.Match[bytes] | None"]]:
    """Yield each row of a sheet's XML with what stands before it, and last what stands behind all."""
    held = b""
    while chunk := read.read(_CHUNK):
        held += chunk
        end = 0
        for row in _ROW.finditer(held):
            yield held[end : row.start()], row
            end = row.end()
        held = held[end:]
    yield held, None


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def mark_csv(source: Path, target: Path, marked: Marks) -> None:
    """Copy a CSV file in its own encoding, with reasons at the ends of lines. Raises Unmarkable, OSError."""
    with source.open("rb") as file:
        encoding = encoding_of(file)
        bom = encoding == "utf-8-sig" and file.read(3) == b"\xef\xbb\xbf"
        file.seek(0)
        errors = errors_in(encoding)
        out_encoding = "utf-8" if encoding == "utf-8-sig" and not bom else encoding
        stream = TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
        separator = separator_of(list(islice(stream, JUDGED_LINES)))
        stream.seek(0)
        with target.open("w", encoding=out_encoding, errors=errors, newline="") as out:
            try:
                for number, (raw, cells) in enumerate(_records(stream, separator), 1):
                    text = marked.head if number == marked.at else marked.reasons.get(number, "")
                    out.write(_marked_line(raw, cells, text, separator, marked))
            except (csv.Error, UnicodeError) as error:
                raise Unmarkable from error


def _records(stream: TextIOWrapper, separator: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each record as it stands, line ends included, and its cells."""
    lines: list[str] = []

    def noting() -> Iterator[str]:
        for line in stream:
            lines.append(line)
            yield line

    csv.field_size_limit(8_000_000)
    for cells in csv.reader(noting(), delimiter=separator, strict=True):
        yield "".join(lines), cells
        lines.clear()


def _marked_line(raw: str, cells: list[str], text: str, separator: str, marked: Marks) -> str:
    body = raw.rstrip("\r\n")
    end = raw[len(body) :]
    quoted = '"' + text.replace('"', '""') + '"' if text else ""
    if marked.place is None:
        return f"{body}{separator}{quoted}{end}" if text else raw
    if len(cells) > marked.place:
        # Reasons of an earlier time are replaced.
        kept = [*cells[: marked.place], text, *cells[marked.place + 1 :]]
        return separator.join(_quoted(cell, separator) for cell in kept) + end
    return f"{body}{separator * (marked.place - len(cells) + 1)}{quoted}{end}" if text else raw


def _quoted(cell: str, separator: str) -> str:
    needs = any(sign in cell for sign in (separator, '"', "\r", "\n"))
    return '"' + cell.replace('"', '""') + '"' if needs else cell
