"""Reads a workbook in a process of its own, and writes its rows to standard output: a line of JSON each.

What reads workbooks lays out all cells between the first and the last, and ends the whole process where they find no
room: one stray cell at the end of a sheet asks for hundreds of gigabytes. Here nothing else ends with it. Run by its
path, so it knows nothing of the rest of the program.

A sheet is ``{"name": …, "hidden": …, "left": …}`` (cells begin at that column), its rows, and ``null``. A row is its
number and its cells: texts, and for what Excel may have made of another text a list of which sort it is and its text,
"rounded" where digits are lost, "pointed" for a number with decimals, of which zeros at the end are lost, "dated" for a
day or time. What can't be read is ``{"refused": "password" | "errors" | "packed" | "damaged"}``.

What reads workbooks also takes cells with errors (#N/A) for empty ones (python-calamine, issue 105), and those whose
formula was never calculated, as programs write them. So both are made texts before.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO
from struct import unpack_from
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

import olefile
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

# Bytes of addresses: a million rows of thirty columns find room.
ROOM = 4 << 30
# A sheet of 100,000 rows unpacks fifteenfold; what is to fill a machine, a thousandfold.
MAX_RATIO = 200
# Excel keeps fifteen digits of a number, and writes zeros for the rest.
_EXACT = 10**15
# Cells of which the value is an error, in workbooks of Excel and of LibreOffice (ECMA-376, 18.3.1.4; OpenDocument).
_ERROR_CELL = re.compile(
    rb"""(?P<excel><(?:\w+:)?c\b[^<>]*\st=)["']e["']|<table:table-cell\b[^<>]*\bcalcext:value-type="error"[^<>]*"""
)
# One with a formula and no value. Of one whose value is an empty text the type says so ("str").
_UNCALCULATED_CELL = re.compile(
    rb"""(?P<cell><(?P<space>\w+:)?c\b(?![^<>]*\st=["']str["'])[^<>]*)>"""
    rb"""<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_TYPE = re.compile(rb"""\st=(?:"[^"]*"|'[^']*')""")
# What such a cell says, as no text begins that is typed into one.
UNCALCULATED = "=?"
_VALUE = re.compile(rb'\s(?:office|calcext):(?:string-value|value-type|value)="[^"]*"')
_PARTS = ("xl/worksheets/", "content.xml")
_PIECE = 1 << 20
# [MS-XLS] 2.3.1, 2.4.28, 2.5.10, 2.5.133
_BEGIN, _END, _SHEET, _FORMULA, _ERROR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
# BrtCellError, BrtFmlaError
_BINARY_ERRORS = {3, 11}
Errors = Mapping[tuple[int, int], str]


def main(path: str) -> None:
    """Write what a workbook holds."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if is_zipfile(path) and (why := _refusal(path)):
            _tell({"refused": why})
            return
        source, errors = _with_errors(path)
        with closing(_opened(source)) as book:
            for nth, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    hidden = about.visible != SheetVisibleEnum.Visible
                    sheet = None if hidden else book.get_sheet_by_index(nth)
                    left = sheet.start[1] if sheet and sheet.start else 0
                    _tell({"name": about.name, "hidden": hidden, "left": left})
                    wrong = errors[nth] if nth < len(errors) else {}
                    for row in _rows(sheet, wrong) if sheet else ():
                        _tell(row)
                    _tell(None)
    except PasswordError:
        _tell({"refused": "password"})
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001 -- also what the library's own language calls a panic
        _tell({"refused": "damaged"})


def _opened(source: str | IO[bytes]) -> CalamineWorkbook:
    """Open a workbook by what it holds: many programs write a newer one under the name of an older (.xls)."""
    if not isinstance(source, str):
        return CalamineWorkbook.from_object(source)
    try:
        with open(source, "rb") as file:  # noqa: PTH123 -- nothing else is loaded here
            return CalamineWorkbook.from_object(file)
    except CalamineError:
        # By its name alone it is told whether a password is what hinders.
        return CalamineWorkbook.from_object(source)


def _tell(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


def _with_errors(path: str) -> tuple[str | IO[bytes], list[Errors]]:
    """Return a workbook whose cells with errors are texts; or itself, with the errors of its sheets by place."""
    if is_zipfile(path):
        with ZipFile(path) as book:
            parts = [name for name in book.namelist() if name.startswith(_PARTS)]
            if any(_with_texts(piece) != piece for name in parts for piece in _pieces(book, name)):
                return _rewritten(book), []
    elif olefile.isOleFile(path):
        with olefile.OleFileIO(path) as container:
            if container.exists("EncryptedPackage"):
                raise PasswordError
            if container.exists("Workbook"):
                return path, list(_old_errors(container.openstream("Workbook").read()))
    return path, []


def _refusal(path: str) -> str:
    """Return why an archive isn't read: it unpacks to far more than any workbook, or is binary with errors."""
    with ZipFile(path) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > MAX_RATIO * sum(part.compress_size for part in parts):
            return "packed"
        binary = [name for name in book.namelist() if name.startswith(_PARTS) and name.endswith(".bin")]
        found = (number for name in binary for number in _binary_records(book.read(name)))
        return "errors" if any(number in _BINARY_ERRORS for number in found) else ""


def _binary_records(part: bytes) -> Iterator[int]:
    """Yield the numbers of the records of a part of a binary workbook ([MS-XLSB] 2.1.4)."""
    at = 0
    while at < len(part):
        number, at = _variable(part, at, most=2)
        length, at = _variable(part, at, most=4)
        yield number
        at += length


def _variable(part: bytes, at: int, *, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, the highest bit of which says that another follows, and where it ends."""
    value = 0
    for nth in range(most):
        byte = part[at + nth] if at + nth < len(part) else 0
        value |= (byte & 0x7F) << 7 * nth
        if byte < 0x80:
            return value, at + nth + 1
    return value, at + most


def _pieces(book: ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part of a workbook in pieces that cut no tag, and no cell of Excel's."""
    rest = b""
    with book.open(name) as part:
        while piece := part.read(_PIECE):
            rest += piece
            cell = max(rest.rfind(b"<c "), rest.rfind(b":c "))
            at = max(rest.rfind(b"<", 0, cell + 1 if cell >= 0 else None), 0)
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _rewritten(book: ZipFile) -> IO[bytes]:
    """Return a copy, in memory, of a workbook of which cells with errors are texts."""
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name in book.namelist():
            with made.open(name, "w", force_zip64=True) as part:
                for piece in _pieces(book, name):
                    part.write(_with_texts(piece) if name.startswith(_PARTS) else piece)
    copy.seek(0)
    return copy


def _with_texts(piece: bytes) -> bytes:
    told = _ERROR_CELL.sub(_as_text, piece)
    # Most lists have no formula at all.
    has_formulas = b"<f" in told or b":f" in told
    return _UNCALCULATED_CELL.sub(_as_uncalculated, told) if has_formulas else told


def _as_uncalculated(found: re.Match[bytes]) -> bytes:
    space = found["space"] or b""
    return b'%b t="str"><%bv>%b</%bv></%bc>' % (
        _TYPE.sub(b"", found["cell"]),
        space,
        UNCALCULATED.encode(),
        space,
        space,
    )


def _as_text(cell: re.Match[bytes]) -> bytes:
    if cell["excel"]:
        return cell["excel"] + b'"str"'
    return _VALUE.sub(b"", cell[0]).replace(
        b"<table:table-cell", b'<table:table-cell office:value-type="string"', 1
    )


def _old_errors(stream: bytes) -> Iterator[Errors]:
    """Yield the errors of each sheet of an old workbook, by row and column from nought."""
    sheets = [unpack_from("<L", stream, at)[0] for number, at in _records(stream, 0) if number == _SHEET]
    for begin in sheets:
        found: dict[tuple[int, int], str] = {}
        for number, at in _records(stream, begin):
            # What a formula gave: its first byte says that it is an error, the third which.
            of_formula = (
                number == _FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff"
            )
            if of_formula or (number == _ERROR and stream[at + 7]):
                code = stream[at + 8 if of_formula else at + 6]
                found[unpack_from("<HH", stream, at)] = _ERRORS.get(code, "#VALUE!")
        yield found


def _records(stream: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each record of a part of an old workbook, and where its content begins."""
    at, depth = begin, 0
    while at + 4 <= len(stream):
        number, length = unpack_from("<HH", stream, at)
        # Charts within a sheet are parts of their own.
        depth += (number == _BEGIN) - (number == _END)
        if depth <= 1 and at + 4 + length <= len(stream):
            yield number, at + 4
        if depth == 0:
            return
        at += 4 + length


def _rows(sheet: CalamineSheet, errors: Errors) -> Iterator[tuple[int, list[Any]]]:
    merged = _merged_downwards(sheet)
    held: dict[int, Any] = {}
    left = sheet.start[1] if sheet.start else 0
    wrong: dict[int, dict[int, str]] = {}
    for (above, column), error in errors.items():
        wrong.setdefault(above + 1, {})[column - left] = error
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = list(map(cell_of, cells))
        for place, error in wrong.get(number, {}).items():
            row[place] = error
        for place, begins in merged.get(number, {}).items():
            if begins:
                held[place] = row[place]
            else:
                row[place] = row[place] or held[place]
        yield number, row


def _merged_downwards(sheet: CalamineSheet) -> Mapping[int, Mapping[int, bool]]:
    """Return which places of which rows are merged with those below, and whether it is the uppermost."""
    found: dict[int, dict[int, bool]] = {}
    left = sheet.start[1] if sheet.start else 0
    lowest = sheet.end[0] if sheet.end else 0
    for (top, first), (bottom, _last) in sheet.merged_cell_ranges or ():
        # Beside the columns that hold something nothing is merged but blanks.
        if bottom > top and 0 <= first - left < sheet.width:
            for row in range(top, min(bottom, lowest) + 1):
                found.setdefault(row + 1, {})[first - left] = row == top
    return found


def cell_of(cell: Any) -> str | list[str]:
    """Return a cell as a text; with its sort, as above, where Excel may have made it of another."""
    if isinstance(cell, str):
        return cell
    # TRUE as Excel shows it, or a whole number, as old workbooks and GeoJSON hold them.
    if isinstance(cell, int):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return ["rounded", f"{cell:.0f}"] if abs(cell) >= _EXACT else str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return ["dated", cell.date().isoformat()]
    if isinstance(cell, date | time):
        return ["dated", cell.isoformat()]
    return ["pointed" if isinstance(cell, float) else "dated", str(cell)]


if __name__ == "__main__":
    main(sys.argv[1])
