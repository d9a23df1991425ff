"""What a file is, by its content: the sender's name and header are not believed."""

import codecs
import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from sanling.foundation.files.refused import Refused

# A spreadsheet of 100,000 rows unpacks to some 60 MB, some fifteenfold.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
MAX_DIRECTORY_BYTES = 1024 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken; a picture is re-encoded, and shown in place like a PDF."""

    media_type: str
    extension: str
    picture: bool = False
    inline: bool = False


JPEG = Kind("image/jpeg", ".jpg", picture=True, inline=True)
PNG = Kind("image/png", ".png", picture=True, inline=True)
WEBP = Kind("image/webp", ".webp", picture=True, inline=True)
GIF = Kind("image/gif", ".gif", picture=True, inline=True)
HEIC = Kind("image/heic", ".heic", picture=True)
PDF = Kind("application/pdf", ".pdf", inline=True)
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
TEXT = Kind("text/plain", ".txt")
MP3 = Kind("audio/mpeg", ".mp3")
M4A = Kind("audio/mp4", ".m4a")
MP4 = Kind("video/mp4", ".mp4")

KINDS = {kind.media_type: kind for kind in (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, TEXT, MP3, M4A, MP4)}
# For the `accept` of upload fields. HEIC is taken but not asked for: an iPhone then sends a JPEG, made small.
ACCEPT = ",".join(kind.extension for kind in KINDS.values())

_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
    b"%PDF-": PDF,
    b"ID3": MP3,
}
_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"dash",
    b"MSNV",
    b"M4V ",
}
# ISO/IEC 23008-12: still pictures.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MACRO = re.compile(r"(?i)vbaProject\.bin$|^xl/macrosheets/")
_DOCUMENTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def kind_of(path: Path) -> Kind:
    """Return what the file is. Raises Refused when it is nothing on the list, or a document that hides a bomb."""
    with path.open("rb") as file:
        head = file.read(16)
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _document_kind(path)
    sound_or_film = _stream_kind(head)
    if sound_or_film:
        return sound_or_film
    if _is_text(path):
        return TEXT
    raise Refused("type")


def _stream_kind(head: bytes) -> Kind | None:
    """Know ISO base media by its brand (ISO/IEC 14496-12), and MPEG layer III by its first frame (11172-3)."""
    if head[4:8] == b"ftyp":
        if head[8:12] in {b"M4A ", b"M4B "}:
            return M4A
        if head[8:12] in _HEIC_BRANDS:
            return HEIC
        return MP4 if head[8:12] in _MP4_BRANDS else None
    if len(head) >= 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in {0, 15}:
        return MP3
    return None


def _document_kind(path: Path) -> Kind:
    """Tell Word from Excel by their parts, without unpacking any."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise Refused("damaged") from None
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * path.stat().st_size:
        raise Refused("archive")
    kind = next((kind for part, kind in _DOCUMENTS.items() if part in parts), None)
    # Macros are programs: a document that brings one isn't taken under any name.
    if kind is None or "[Content_Types].xml" not in parts or any(map(_MACRO.search, parts)):
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


def _is_text(path: Path) -> bool:
    return _decodes(path, "utf-8") or _decodes(path, "gb18030")


def _decodes(path: Path, encoding: str) -> bool:
    """Say whether all of it is text in this encoding, with no control characters but those of layout."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if any(char < " " and char not in "\t\n\r\f" for char in decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
