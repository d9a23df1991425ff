"""What a file is, by its content: the sender's name and header are not believed."""

import codecs
import re
from pathlib import Path

from sanling.foundation.files.boxes import kind_by_brand
from sanling.foundation.files.documents import old_kind, zipped_kind
from sanling.foundation.files.kinds import (
    AAC,
    AMR,
    AMR_WB,
    AVI,
    GIF,
    JPEG,
    MP3,
    OGG,
    PDF,
    PNG,
    TEXT,
    WAV,
    WEBM,
    WEBP,
    Kind,
)
from sanling.foundation.files.refused import Refused

_CHUNK = 64 * 1024
_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
    b"ID3": MP3,
    b"#!AMR\n": AMR,
    b"#!AMR-WB\n": AMR_WB,
}
_EBML = b"\x1aE\xdf\xa3"
_RIFF = {b"WEBP": WEBP, b"WAVE": WAV, b"AVI ": AVI}
# Where readers look for a PDF's header, and for its end (ISO 32000-1, annex H.3).
_PDF_BYTES = 1024
# Controls but those of layout, and what stands for no character at all.
_BINARY = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def kind_of(path: Path) -> Kind:
    """Return what the file is. Raises Refused when it is nothing on the list, or a document that hides a bomb."""
    with path.open("rb") as file:
        head = file.read(_PDF_BYTES)
    kind = next((kind for start, kind in _STARTS.items() if head.startswith(start)), None)
    if kind is None and head.startswith(b"RIFF"):
        kind = _RIFF.get(head[8:12])
    elif head.startswith(b"PK\x03\x04"):
        kind = zipped_kind(path)
    elif head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        kind = old_kind(path)
    elif head[4:8] == b"ftyp":
        kind = kind_by_brand(path)
    elif head.startswith((_EBML, b"OggS")):
        kind = _recorded_kind(path, head)
    kind = kind or _sound_kind(head) or _loose_kind(path, head)
    if kind is None:
        raise Refused("type")
    return kind


def _recorded_kind(path: Path, head: bytes) -> Kind | None:
    """Know what browsers record: sound alone in WebM (a sort of Matroska) or Ogg (RFC 3533); no film."""
    if head.startswith(b"OggS"):
        return OGG if b"OpusHead" in head or b"\x01vorbis" in head else None
    with path.open("rb") as file:
        tracks = file.read(_CHUNK)
    codecs_named = set(re.findall(rb"[AV]_(?:OPUS|VORBIS|VP\d|AV1|MPEG)", tracks))
    is_sound = bool(codecs_named) and all(codec.startswith(b"A_") for codec in codecs_named)
    return WEBM if b"webm" in head[:64] and is_sound else None


def _sound_kind(head: bytes) -> Kind | None:
    """Know sound by its first frame: MPEG layer III (ISO/IEC 11172-3), or AAC (13818-7)."""
    if len(head) < 4 or head[0] != 0xFF:
        return None
    if head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in {0, 15}:
        return MP3
    return AAC if head[1] & 0xF6 == 0xF0 else None


def _loose_kind(path: Path, head: bytes) -> Kind | None:
    """Know what may begin with anything: a PDF that a printer or a mail program put something before, and text."""
    before, header, _rest = head.partition(b"%PDF-")
    if header and b"\0" not in before:
        blank = not before.removeprefix(codecs.BOM_UTF8).strip()
        if blank or b"%%EOF" in _tail(path):
            return PDF
    return TEXT if _is_text(path) and not head.startswith(rb"{\rtf") else None


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _PDF_BYTES, 0))
        return file.read()


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        is_wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    # Notepad's "Unicode" begins with its mark; without one every second byte of it is NUL, as in no text.
    for encoding in ("utf-16",) if is_wide else ("utf-8", "gb18030"):
        try:
            return not _holds_binary(path, encoding)
        except UnicodeDecodeError:
            continue
    return False


def _holds_binary(path: Path, encoding: str) -> bool:
    """Say whether a text in this encoding has what no text has. Raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _BINARY.search(decoder.decode(chunk)):
                return True
    decoder.decode(b"", final=True)
    return False
