"""Small files of each kind, made here."""

import base64
import io
import struct
import zipfile
import zlib

import xlsxwriter
from docx import Document
from PIL import Image

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
# Frames of 12.2 kbit/s (RFC 4867).
# As Chromium's MediaRecorder begins a voice note: the header, a segment, a track of Opus.
WEBM = (
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04B\x85\x81\x02"
    b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff\x16T\xaek\xbf\xae\xbd\xd7\x81\x01\x83\x81\x02\x86\x86A_OPUS"
) + bytes(60)
AMR = (
    b"#!AMR\n"
    + (b"\x3c" + b"\x91\x17\x16\xbe\x66\x79\xe1\xe0\x01\xe7\xaf\xf0\xe8\xa4" * 2 + b"\xb0\xf0\xa1") * 10
)
WAV = b"RIFF\x64\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x40\0\0\0" + b"\0" * 64
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def box(name: bytes, *contents: bytes) -> bytes:
    """Make a box of ISO base media (ISO/IEC 14496-12)."""
    content = b"".join(contents)
    return struct.pack(">L4s", 8 + len(content), name) + content


def film(brand: bytes, *compatible: bytes, tracks: tuple[bytes, ...] = (b"vide", b"soun")) -> bytes:
    """Make a film or a recording of this brand, with its description at the end as phones write it."""
    handlers = (box(b"hdlr", bytes(8), track, bytes(13)) for track in tracks)
    return (
        box(b"ftyp", brand, b"\0\0\2\0", *compatible)
        + box(b"mdat", bytes(500))
        + box(b"moov", box(b"mvhd", bytes(100)), *(box(b"trak", box(b"mdia", found)) for found in handlers))
    )


MP4 = film(b"isom", b"isom", b"iso2", b"avc1", b"mp41")
M4A = film(b"M4A ", b"M4A ", b"mp42", tracks=(b"soun",))


def container(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """Write an OLE container ([MS-CFB]) of some streams, and empty storages beside them."""
    end, free, none = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
    names = [*streams, *storages]
    table, body, starts = [0xFFFFFFFD], b"", []
    sizes = [*(max(4096, len(data)) for data in streams.values()), 128 * (len(names) + 1)]
    for data, size in zip([*streams.values(), b""], sizes, strict=True):
        content = data.ljust(size + -size % 512, b"\0")
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + len(content) // 512), end]
        body += content
    entry = struct.Struct("<64sHBBLLL16sLQQLLL")

    def directory_entry(name: str, sort: int, right: int, child: int, start: int = 0, size: int = 0) -> bytes:
        text = name.encode("utf-16-le")
        return entry.pack(text, len(text) + 2, sort, 1, none, right, child, b"", 0, 0, 0, start, size, 0)

    directory = directory_entry("Root Entry", 5, none, 1, end)
    for at, name in enumerate(names, start=1):
        right = at + 1 if at < len(names) else none
        stream = name in streams
        size = max(len(streams[name]), 4096) if stream else 0
        directory += directory_entry(
            name, 2 if stream else 1, right, none, starts[at - 1] if stream else 0, size
        )
    body = body[: (starts[-1] - 1) * 512] + directory.ljust(-len(directory) % 512 + len(directory), b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16sHHHHH6sLLLLLLLLL", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, starts[-1], 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109L", 0, *[free] * 108)
    return header + struct.pack("<128L", *table, *[free] * (128 - len(table))) + body


def workbook(*sheets: int, encrypted: bool = False) -> bytes:
    """Write the stream of an old Excel file with sheets of these sorts ([MS-XLS] 2.4.28)."""

    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    records = [record(0x809, bytes(16)), *([record(0x2F, bytes(6))] if encrypted else [])]
    records += [record(0x85, struct.pack("<LBB", 0, 0, sort) + b"\6\0Sheet1") for sort in sheets]
    return b"".join(records) + record(0x0A, b"")


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (80, 40), mode: str = "RGB", **options: object
) -> bytes:
    """Draw a picture whose left half is red."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int], **options: object) -> bytes:
    """Draw a JPEG of which each part takes as many bytes as any other."""
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, "JPEG", **options)
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
