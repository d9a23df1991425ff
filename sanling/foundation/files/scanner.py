"""Asking ClamAV's daemon about an upload, in its own protocol (clamd(8), INSTREAM), streamed and in bounded time.

The libraries for it are unmaintained or build on one that is; what is needed of the protocol is this page.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from django.conf import settings

CHUNK = 64 * 1024
CONNECT_SECONDS = 3.0
# For a whole file; the largest that is taken needs a second or two.
SCAN_SECONDS = 30.0
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The daemon can't be reached, takes too long, or says something that is no verdict."""


def malware_in(path: Path) -> str:
    """Return the name of what the daemon finds in a file, or nothing. Raises ScannerAway."""
    with _connection() as (link, ends_at), path.open("rb") as file:
        try:
            _send(link, b"zINSTREAM\0", ends_at)
            while chunk := file.read(CHUNK):
                _send(link, struct.pack("!I", len(chunk)) + chunk, ends_at)
            _send(link, struct.pack("!I", 0), ends_at)
        except (BrokenPipeError, ConnectionResetError):
            # It has heard enough, such as more than its StreamMaxLength, and says so.
            pass
        said = _answer(link, ends_at)
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ScannerAway(f"it answered {said[:100]!r}")


def scanner_version() -> str:
    """Return what the daemon says of itself and its signatures. Raises ScannerAway."""
    with _connection() as (link, ends_at):
        _send(link, b"zVERSION\0", ends_at)
        return _answer(link, ends_at)


@contextmanager
def _connection() -> Iterator[tuple[socket.socket, float]]:
    """Connect; give the socket and the instant at which patience ends."""
    try:
        with _connected(settings.CLAMD) as link:
            yield link, monotonic() + SCAN_SECONDS
    except OSError as error:
        raise ScannerAway(str(error) or type(error).__name__) from error


def _connected(address: str | tuple[str, int] | None) -> socket.socket:
    """Connect to a socket's path, or to host and port."""
    if address is None:
        raise ConnectionRefusedError("no address is set")
    if not isinstance(address, str):
        return socket.create_connection(address, timeout=CONNECT_SECONDS)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(CONNECT_SECONDS)
    try:
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link


def _send(link: socket.socket, data: bytes, ends_at: float) -> None:
    link.settimeout(_left(ends_at))
    link.sendall(data)


def _answer(link: socket.socket, ends_at: float) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        link.settimeout(_left(ends_at))
        more = link.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _left(ends_at: float) -> float:
    left = ends_at - monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left
