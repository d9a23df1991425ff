"""Small files of each kind, made here."""

import base64
import io
import struct
import zipfile
import zlib

import xlsxwriter
from docx import Document
from PIL import Image

MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 200
M4A = b"\0\0\0\x20ftypM4A \0\0\2\0M4A mp42isom\0\0\0\0" + b"\0" * 200
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 413
# 80 × 40 pixels, the left half red, with EXIF that names a maker: libheif encoded it, which what we install can't.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAADIAAgAAAAACFAABAAAAAAAAACoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCiBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwYkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAUAAAAEAAAAAoY2xh"
    "cAAAAFAAAAABAAAAKAAAAAEAAAAAAAAAAv///+gAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA"
    "ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAZG1kYXQAAAAuKAGvGUaK70mlv//ihh/5rWv+vwaUcfmdcZj382p2VifZ4f8426lt"
    "Ysm0MJB6cAAAAAZFeGlmAABNTQAqAAAACAABAQ8AAgAAAAYAAAAaAAAAAEFwcGxlAA=="
)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (80, 40), mode: str = "RGB", **options: object
) -> bytes:
    """Draw a picture whose left half is red."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes that says it has that many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def heic_that_claims(width: int, height: int) -> bytes:
    """Make a HEIC of a few bytes that says it has that many pixels (its `ispe`, ISO/IEC 23008-12)."""
    at = HEIC.index(b"ispe") + 8
    return HEIC[:at] + struct.pack(">LL", width, height) + HEIC[at + 8 :]


def docx() -> bytes:
    """Write an empty Word document."""
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """Write an empty workbook."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    workbook.add_worksheet()
    workbook.close()
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Zip these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()
