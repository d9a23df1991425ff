"""Office documents, told apart by their parts without unpacking any; those that bring programs are refused."""

import re
import struct
import zipfile
from pathlib import Path

import olefile

from sanling.foundation.files.kinds import DOC, DOCX, OFD, XLS, XLSX, Kind
from sanling.foundation.files.refused import Refused

# A spreadsheet of 100,000 rows unpacks to some 60 MB, some fifteenfold.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
MAX_DIRECTORY_BYTES = 1024 * 1024
# Macros are programs: a document that brings one isn't taken under any name.
_MACRO = re.compile(r"(?i)vbaProject\.bin$|^xl/macrosheets/")
_OLD_MACROS = {"VBA", "MACROS", "_VBA_PROJECT", "_VBA_PROJECT_CUR"}
# Word itself numbers the part in some files.
_ZIPPED = {re.compile(r"word/document\d*\.xml"): DOCX, re.compile(r"xl/workbook\d*\.xml"): XLSX}
# WPS's own .wps and .et are these, too.
_OLD = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}
# What a document of the new formats lies in once it has a password ([MS-OFFCRYPTO] 2.3.4.4).
_LOCKED = "EncryptedPackage"
# [MS-XLS] 2.4: a sheet's name and sort, and the start of what is encrypted.
_SHEET, _ENCRYPTED, _END, _MACRO_SHEET = 0x85, 0x2F, 0x0A, 1
_MALFORMED = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error)


def zipped_kind(path: Path) -> Kind:
    """Return the kind of a document that is a ZIP archive: Word, Excel, or OFD (GB/T 33190)."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename for part in archive.infolist()}
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise Refused("damaged") from None
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * path.stat().st_size:
        raise Refused("archive")
    if any(map(_MACRO.search, parts)):
        raise Refused("type")
    if "OFD.xml" in parts:
        return OFD
    kind = next((kind for name, kind in _ZIPPED.items() if any(map(name.fullmatch, parts))), None)
    if kind is None or "[Content_Types].xml" not in parts:
        raise Refused("type")
    return kind


def _check_directory(path: Path) -> None:
    """Refuse an archive whose directory alone would fill the memory, before it is read (APPNOTE.TXT 4.3.16)."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 65_557, 0))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Refused("damaged")
    (directory_bytes,) = struct.unpack_from("<L", tail, end + 12)
    # Zip64 is for what is larger than we take; its record could overrule the size just read.
    if directory_bytes > MAX_DIRECTORY_BYTES or tail[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):
        raise Refused("archive")


def old_kind(path: Path) -> Kind:
    """Return the kind of a document of the old formats, which are OLE containers ([MS-CFB]): Word or Excel."""
    try:
        with olefile.OleFileIO(path) as container:
            parts = {part for entry in container.listdir(streams=True, storages=True) for part in entry}
            name = next((name for name in _OLD if container.exists(name)), "")
            book = container.openstream(name).read() if _OLD.get(name) is XLS else b""
    except _MALFORMED:
        raise Refused("damaged") from None
    if _LOCKED in parts:
        raise Refused("locked")
    if not name or _OLD_MACROS & {part.upper() for part in parts}:
        raise Refused("type")
    _check_sheets(book)
    return _OLD[name]


def _check_sheets(book: bytes) -> None:
    """Refuse a workbook with a sheet of Excel 4.0's macros, and one that is encrypted so that this can't be seen."""
    at = 0
    while at + 4 <= len(book):
        record, length = struct.unpack_from("<HH", book, at)
        if record == _END:
            return
        if record == _ENCRYPTED:
            raise Refused("locked")
        if record == _SHEET and book[at + 9 : at + 10] == bytes([_MACRO_SHEET]):
            raise Refused("type")
        at += 4 + length
