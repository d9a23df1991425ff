"""Workbooks as what reads them takes them: what it would take for blank, or for another number, is made a text before.

What reads workbooks takes cells with errors (#N/A) for empty ones (python-calamine, issue 105), and those whose formula
was never calculated, as programs write them; and it tells no formats of numbers, by which 77 is shown as "豫0077", and
123456 as "12.3万".
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from struct import unpack_from
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

import olefile
from python_calamine import PasswordError

# A sheet of 100,000 rows unpacks fifteenfold; what is to fill a machine, a thousandfold.
MAX_RATIO = 200
# Cells of which the value is an error, in workbooks of Excel and of LibreOffice (ECMA-376, 18.3.1.4; OpenDocument).
_ERROR_CELL = re.compile(
    rb"""(?P<excel><(?:\w+:)?c\b[^<>]*\st=)["']e["']|<table:table-cell\b[^<>]*\bcalcext:value-type="error"[^<>]*"""
)
# One with a formula and no value. Of one whose value is an empty text the type says so ("str").
_UNCALCULATED_CELL = re.compile(
    rb"""(?P<cell><(?P<space>\w+:)?c\b(?![^<>]*\st=["']str["'])[^<>]*)>"""
    rb"""<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
# Numbers, with their style, and what the styles of a workbook say of formats.
_NUMBER_CELL = re.compile(
    rb"""(?P<cell><(?P<space>\w+:)?c\b(?![^<>]*\st=["'](?!n["']))[^<>]*\ss=["'](?P<style>[0-9]+)["'][^<>]*)>"""
    rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v>(?P<number>[0-9]{1,15}(?P<parts>\.[0-9]+)?)</(?:\w+:)?v></(?:\w+:)?c>"
)
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"""<(?:\w+:)?xf\b[^<>]*?\snumFmtId=["']([0-9]+)""")
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s(numFmtId|formatCode)=(?:"([^"]*)"|'([^']*)')""")
# Of a format that is all zeros and signs: one of either, the sign in quotation marks or behind a stroke.
_PIECES = re.compile(r'"([^"]*)"|\\(.)|([0-])')
# Nobody counts with leading zeros or behind a letter: such a number is a code.
_CODE = re.compile(r'(?:"[^"]*"|\\.)*0[0-]*0(?:"[^"]*"|\\.)*|"[A-Za-z][A-Za-z0-9-]*"0')
# Shown divided by ten thousand or by thousands, which Excel has no plain word for.
_DIVIDED = re.compile(r"(?:^|[^\\])[0#?](?:!\.|\\\.)[0#?]|[0#?],+(?![0#?,])")
_TYPE = re.compile(rb"""\st=(?:"[^"]*"|'[^']*')""")
# What such cells say, as no text begins that is typed into one.
UNCALCULATED, DIVIDED = "=?", "=/"
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


def retold(path: str) -> tuple[str | IO[bytes], list[Errors]]:
    """Return a workbook whose cells with errors are texts; or itself, with the errors of its sheets by place."""
    if is_zipfile(path):
        with ZipFile(path) as book:
            parts = [name for name in book.namelist() if name.startswith(_PARTS)]
            shown = _codes(book)
            if any(_with_texts(piece, shown) != piece for name in parts for piece in _pieces(book, name)):
                return _rewritten(book, shown), []
    elif olefile.isOleFile(path):
        with olefile.OleFileIO(path) as container:
            if container.exists("EncryptedPackage"):
                raise PasswordError
            if container.exists("Workbook"):
                return path, list(_old_errors(container.openstream("Workbook").read()))
    return path, []


def refusal(path: str) -> str:
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


def _codes(book: ZipFile) -> Mapping[bytes, str]:
    """Return the formats of a workbook's styles that show a number as a code ("豫0077", 000123), or divided."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    said = book.read("xl/styles.xml").decode("utf-8", "replace")
    told = [
        {name: unescape(a or b) for name, a, b in _ATTRIBUTE.findall(each)} for each in _FORMAT.findall(said)
    ]
    formats = {each.get("numFmtId"): each.get("formatCode", "").removesuffix(";@") for each in told}
    styles = _STYLE.findall("".join(_CELL_STYLES.findall(said)))
    return {
        str(nth).encode(): formats[number]
        for nth, number in enumerate(styles)
        if _CODE.fullmatch(formats.get(number, "")) or _DIVIDED.search(formats.get(number, ""))
    }


def _shown(digits: str, code: str) -> str:
    """Return a whole number as its format shows it: filled in from behind, the first zero takes what is left."""
    pieces = ["".join(piece) for piece in _PIECES.findall(code)]
    is_zero = [bool(piece[2] == "0") for piece in _PIECES.findall(code)]
    first, left, shown = is_zero.index(True), digits, ""
    for nth in reversed(range(len(pieces))):
        if nth == first:
            shown, left = (left or "0") + shown, ""
        elif is_zero[nth]:
            shown, left = (left[-1:] or "0") + shown, left[:-1]
        else:
            shown = pieces[nth] + shown
    return shown


def _rewritten(book: ZipFile, shown: Mapping[bytes, str]) -> IO[bytes]:
    """Return a copy, in memory, of a workbook of which such cells are texts."""
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name in book.namelist():
            with made.open(name, "w", force_zip64=True) as part:
                for piece in _pieces(book, name):
                    part.write(_with_texts(piece, shown) if name.startswith(_PARTS) else piece)
    copy.seek(0)
    return copy


def _with_texts(piece: bytes, shown: Mapping[bytes, str]) -> bytes:
    def as_shown(found: re.Match[bytes]) -> bytes:
        code = shown.get(found["style"], "")
        if _DIVIDED.search(code):
            return _text_cell(found, DIVIDED)
        return (
            _text_cell(found, _shown(found["number"].decode(), code))
            if code and not found["parts"]
            else found[0]
        )

    told = _ERROR_CELL.sub(_as_text, piece)
    # Most lists have no formula at all.
    if b"<f" in told or b":f" in told:
        told = _UNCALCULATED_CELL.sub(lambda found: _text_cell(found, UNCALCULATED), told)
    return _NUMBER_CELL.sub(as_shown, told) if shown else told


def _text_cell(found: re.Match[bytes], text: str) -> bytes:
    cell, space = _TYPE.sub(b"", found["cell"]), found["space"] or b""
    return b'%b t="str"><%bv>%b</%bv></%bc>' % (cell, space, escape(text).encode(), space, space)


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
