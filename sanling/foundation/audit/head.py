"""The chain's head, kept outside the database so that a cut-off tail shows."""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from sanling.foundation.outward import OutwardError, post_json

_log = logging.getLogger(__name__)
_TAIL_BYTES = 4096


@dataclass(frozen=True)
class ChainHead:
    """The last link at some instant."""

    position: int
    mac: str
    at: str


def keep_head(*, position: int, mac: bytes, at: datetime) -> bool:
    """Append the head to AUDIT_HEAD_FILE; say whether it was news."""
    head = ChainHead(position, mac.hex(), at.isoformat())
    path: Path = settings.AUDIT_HEAD_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last(file.fileno(), path)
        if last is not None and last.position >= position:
            return False
        # A line cut off by a crash is ended first, so that it spoils no other.
        ended = not file.tell() or os.pread(file.fileno(), 1, file.tell() - 1) == b"\n"
        file.write((b"" if ended else b"\n") + json.dumps(asdict(head)).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return True


class HeadTelling:
    """Posts the newest head to AUDIT_WEBHOOK, once; apart from sealing, which waits for no server."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._told = 0

    def post_head(self) -> int:
        """Post the head if there is a new one, and return how many were posted.

        A server that can't be reached is logged: it gets the next head.
        """
        path: Path = settings.AUDIT_HEAD_FILE
        if not settings.AUDIT_WEBHOOK or not path.exists():
            return 0
        with path.open("rb") as file:
            head = _last(file.fileno(), path)
        if head is None or head.position <= self._told:
            return 0
        self._told = head.position
        try:
            post_json(url=settings.AUDIT_WEBHOOK, body=asdict(head))
        except OutwardError as error:
            _log.warning("The audit's head was not posted: %s", error)
            return 0
        return 1


def heads() -> Iterator[ChainHead]:
    """Read the heads kept up to this call, oldest first; a line that was cut off by a crash is passed over."""
    path: Path = settings.AUDIT_HEAD_FILE
    return _read(path, path.stat().st_size) if path.exists() else iter(())


def _read(path: Path, size: int) -> Iterator[ChainHead]:
    with path.open("rb") as file:
        for line in file:
            size -= len(line)
            head = _parse(line)
            if size < 0:
                return
            if head is not None:
                yield head


def _last(handle: int, path: Path) -> ChainHead | None:
    size = path.stat().st_size
    tail = os.pread(handle, _TAIL_BYTES, max(size - _TAIL_BYTES, 0))
    found = [head for head in map(_parse, tail.splitlines()) if head is not None]
    return found[-1] if found else None


def _parse(line: bytes) -> ChainHead | None:
    try:
        fields = json.loads(line)
        return ChainHead(int(fields["position"]), str(fields["mac"]), str(fields["at"]))
    except (ValueError, KeyError, TypeError):
        return None
