"""What a text file is written in, told from its bytes."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

LONGEST_LINE = 1000
# Single bytes that are kept, and the sign for what is lost.
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")


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
    first, second = beginning[::2].count(0), beginning[1::2].count(0)
    # Of bytes that are UTF-8 as well, only where they are letters of ASCII throughout.
    if bool(first) != bool(second) and (not _is_utf8(beginning) or 3 * (first + second) > len(beginning)):
        return "utf-16-be" if first else "utf-16-le"
    sound: Counter[bool] = Counter()
    wrapped = TextIOWrapper(stream, encoding="latin-1", newline=None)
    for _line, raw in numbered_lines(wrapped):
        if not raw.isascii() and len(raw) <= LONGEST_LINE:
            sound[_is_utf8(raw.encode("latin-1"))] += 1
    wrapped.detach()
    stream.seek(begin)
    return "gb18030" if sound[False] > sound[True] else "utf-8-sig"


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


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
