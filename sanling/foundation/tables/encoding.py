"""What a text file is written in, told from its bytes."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

LONGEST_LINE = 1000
# Single bytes that are kept, and the sign for what is lost.
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
# The rest of a character of UTF-8 that was cut.
_CONTINUED = re.compile(rb"\A[\x80-\xbf]{1,3}")
# What stands between cells, lines and names in tables and JSON.
_SIGNS = '\t\n\r,;"{}[]:'
_BETWEEN = re.compile(f"[{re.escape(_SIGNS)}]")


def encoding_of(stream: BinaryIO) -> str:
    """Tell what a file is written in, and go back to its beginning.

    UTF-16 says so itself, or shows by its noughts. UTF-8 shows in nearly every line that isn't ASCII; where most of
    these are no UTF-8, it is GB18030, as Excel writes in China. The few others of a file are damaged.
    """
    begin = stream.tell()
    beginning = stream.read(LONGEST_LINE)
    stream.seek(begin)
    if beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if unmarked := _utf_16_without_mark(beginning):
        return unmarked
    sound: Counter[bool] = Counter()
    is_cut = False
    # Of long lines each piece: a GeoJSON file is mostly one.
    while piece := stream.readline(LONGEST_LINE):
        if not piece.isascii():
            sound[_is_utf8(_CONTINUED.sub(b"", piece) if is_cut else piece)] += 1
        is_cut = not piece.endswith(b"\n")
    stream.seek(begin)
    return "gb18030" if sound[False] > sound[True] else "utf-8-sig"


def _utf_16_without_mark(beginning: bytes) -> str:
    """Return which UTF-16 the beginning of a file is in, "" for none.

    It shows by the signs between cells and lines, a third of which at least have a nought beside them: other bytes of
    theirs are parts of Chinese characters, and other noughts, too (U+4E00 一).
    """
    noughts = beginning.count(0)
    # Of bytes that are UTF-8 as well, only where they are letters of ASCII throughout.
    if not noughts or (_is_utf8(beginning) and 3 * noughts <= len(beginning)):
        return ""
    seen = {
        encoding: len(_BETWEEN.findall(beginning.decode(encoding, "ignore")))
        for encoding in ("utf-16-le", "utf-16-be")
    }
    likelier = max(seen, key=seen.__getitem__)
    of_all = sum(map(beginning.count, map(str.encode, _SIGNS)))
    return likelier if 3 * seen[likelier] > of_all else ""


def errors_in(encoding: str) -> str:
    """Return how bytes that are none of an encoding's are kept, so that a row can be told to hold some."""
    # UTF-16 has no single bytes to be written out.
    return "replace" if encoding.startswith("utf-16") else "surrogateescape"


def is_broken(text: str) -> bool:
    """Tell whether a text holds what could not be decoded."""
    return bool(_BROKEN.search(text))


def readable(value: str) -> str:
    """Return a value with its undecodable bytes written out."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def numbered_lines(stream: TextIOWrapper) -> Iterator[tuple[int, str]]:
    """Yield numbered lines without their ends; of one that is too long, only its beginning."""
    line = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        line += 1
        rest = raw
        while len(rest) > LONGEST_LINE and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield line, raw.rstrip("\n")


def _is_utf8(piece: bytes) -> bool:
    """Tell whether bytes are UTF-8; the last character may be cut off."""
    try:
        getincrementaldecoder("utf-8")().decode(piece)
    except UnicodeDecodeError:
        return False
    return True
