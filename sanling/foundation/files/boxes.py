"""ISO base media (ISO/IEC 14496-12): films, sound and iPhones' pictures are boxes of a length, a name and a content."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sanling.foundation.files.kinds import HEIC, M4A, MOV, MP4, THREE_GP, Kind

MAX_CONTENT_BYTES = 1024 * 1024
_MP4_BRANDS = re.compile(
    rb"isom|iso[2-9a-c]|mp4[12]|mmp4|M4V[ HP]|MSNV|avc1|av01|hvc1|hev1|dash|msdh|cmfc|XAVC|f4v |CAEP"
)
# ISO/IEC 23008-12: still pictures.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
# The name of the box, its version and flags, a field that is null or QuickTime's, and whose track it is.
_HANDLER = re.compile(rb"hdlr\0{4}.{4}(vide|soun)", re.DOTALL)
# The name, version and flags, then width and height.
_SIZE = re.compile(rb"ispe\0{4}(.{8})", re.DOTALL)


def kind_by_brand(path: Path) -> Kind | None:
    """Return the kind by the brand that the file begins with, or by one that it says it is compatible with."""
    brands = _content(path, b"ftyp")
    brand, compatible = brands[:4], re.findall(b"....", brands[8:], re.DOTALL)
    if brand in _HEIC_BRANDS:
        # Some programs write the brand of all still pictures before an AVIF, too.
        return None if b"avif" in compatible else HEIC
    if brand == b"qt  ":
        return MOV
    if brand.startswith(b"3g"):
        return THREE_GP
    if brand in {b"M4A ", b"M4B "}:
        return M4A
    if brand == b"avif" or not any(map(_MP4_BRANDS.fullmatch, [brand, *compatible])):
        return None
    # Recorders often write the brand of a film.
    return M4A if set(_HANDLER.findall(_content(path, b"moov"))) == {b"soun"} else MP4


def largest_claim(path: Path) -> int:
    """Return the pixels of the largest image that a HEIC says it holds.

    What Pillow is told is the size after cropping; what is decoded is each `ispe` in the box `meta` (ISO/IEC 23008-12).
    """
    sizes = [struct.unpack(">LL", size) for size in _SIZE.findall(_content(path, b"meta"))]
    return max((width * height for width, height in sizes), default=0)


def _content(path: Path, wanted: bytes) -> bytes:
    """Return what the first box of a name holds, no more than the first megabyte of it."""
    with path.open("rb") as file:
        return next(
            (file.read(min(size, MAX_CONTENT_BYTES)) for name, size in _boxes(file) if name == wanted), b""
        )


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Go from box to box; yield each one's name, and how many bytes of its content follow."""
    end = file.seek(0, 2)
    at = file.seek(0)
    while len(head := file.read(16)) >= 8:
        length, name = struct.unpack(">L4s", head[:8])
        header = 8
        if length == 1 and len(head) == 16:
            (length,), header = struct.unpack(">Q", head[8:]), 16
        elif length == 0:
            length = end - at
        if length < header:
            return
        file.seek(at + header)
        yield name, length - header
        at = file.seek(min(at + length, end))
