"""Files on disk, each under the hash of its content; whoever may read them is the caller's to decide."""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.clock import now
from sanling.foundation.files.kinds import KINDS, Kind
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.names import clean_name
from sanling.foundation.files.pictures import redraw
from sanling.foundation.files.refused import Refused
from sanling.foundation.files.scanner import ScannerAway, malware_in
from sanling.foundation.files.sniff import kind_of

__all__ = ["ReadableStream", "Refused", "open_file", "purge_orphans", "record_refusal", "response", "store"]

_log = logging.getLogger(__name__)
_CHUNK = 64 * 1024
_THUMBNAIL = ".thumbnail"


class ReadableStream(Protocol):
    """Anything that hands out bytes by and by: an upload, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""


@dataclass(frozen=True)
class _Content:
    """What will be kept of an upload."""

    path: Path
    kind: Kind
    width: int | None = None
    height: int | None = None
    thumbnail: Path | None = None


def store(*, stream: ReadableStream, name: str, actor: Actor, city: str) -> StoredFile:
    """Keep an upload, after its content is found to be what we take; pictures are re-encoded without metadata.

    The content is on the disk for good before the row is written; if the row is undone the content is purged later.
    Raises Refused with a code and a message for the sender.
    """
    root = _root()
    if shutil.disk_usage(root).free < settings.FILES_RESERVE_BYTES:
        raise Refused("no_space")
    with TemporaryDirectory(dir=root / "incoming") as folder:
        try:
            upload = Path(folder) / "upload"
            _spool(stream, upload)
            _scan(upload)
            content = _prepare(upload)
            size, sha256 = content.path.stat().st_size, _sha256(content.path)
            _keep(content, sha256)
        except Refused as refused:
            record_refusal(refused=refused, actor=actor, city=city)
            raise
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Refused("no_space") from error
            raise
    with transaction.atomic():
        row = StoredFile.objects.create(
            city=city,
            sha256=sha256,
            size=size,
            media_type=content.kind.media_type,
            name=clean_name(name, extension=content.kind.extension),
            width=content.width,
            height=content.height,
            thumbnail=content.thumbnail is not None,
            created_at=now(),
            created_by=actor.key,
        )
        detail = {"sha256": sha256, "size": size, "media_type": row.media_type}
        record(actor=actor, act="file.store", subject=f"file:{row.pk}", city=city, detail=detail)
    return row


def open_file(file: StoredFile, thumbnail: bool = False) -> BinaryIO:  # noqa: FBT001, FBT002 -- named by callers
    """Open the content, or the thumbnail of a picture, for reading. Raises FileNotFoundError."""
    return path_of(file.sha256, thumbnail=thumbnail).open("rb")


def response(
    file: StoredFile,
    thumbnail: bool = False,  # noqa: FBT001, FBT002 -- named by callers
    download: bool = False,  # noqa: FBT001, FBT002
) -> FileResponse:
    """Answer with the content under headers that keep it from acting: only pictures and PDFs open in place.

    Raises Http404 when the content is lost, which is logged.
    """
    kind = KINDS[file.media_type]
    try:
        content = open_file(file, thumbnail=thumbnail)
    except FileNotFoundError:
        _log.error("The content of file %s (%s) is missing.", file.pk, file.sha256)
        raise Http404 from None
    answer = FileResponse(
        content,
        as_attachment=download or not kind.inline,
        filename=f"{Path(file.name).stem}.webp" if thumbnail else file.name,
        content_type="image/webp" if thumbnail else file.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    # Chromium shows a PDF under this policy; nothing in it can run as ours.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def purge_orphans(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove contents that no row names, and uploads broken off, when older than that; return how many."""
    root, removed = _root(), 0
    before = (now() - older_than).timestamp()
    for path in root.glob("incoming/*"):
        if path.stat().st_mtime < before:
            shutil.rmtree(path, ignore_errors=True)
            removed += 1
    for path in root.glob("[0-9a-f][0-9a-f]/*/*"):
        sha256 = path.name.removesuffix(_THUMBNAIL)
        if path.stat().st_mtime >= before or StoredFile.objects.filter(sha256=sha256).exists():
            continue
        with locked(fcntl.LOCK_EX):
            # The same content may have been sent again since the look above.
            if path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed


def _spool(stream: ReadableStream, target: Path) -> None:
    """Copy the stream to disk piece by piece, no more than is taken."""
    size = 0
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > settings.FILES_MAX_BYTES:
                raise Refused("too_large")
            file.write(chunk)
    if not size:
        raise Refused("empty")


def record_refusal(*, refused: Refused, actor: Actor, city: str) -> None:
    """Record that a file was refused for malware; `store` does, and who undoes its transaction does it again."""
    if refused.detail:
        act, subject = f"file.refuse_{refused.code}", "file:refused"
        record(actor=actor, act=act, subject=subject, city=city, detail=refused.detail)


def _scan(upload: Path) -> None:
    """Refuse what the malware scanner names; without a verdict refuse too, unless told otherwise."""
    if settings.CLAMD is None:
        return
    try:
        found = malware_in(upload)
    except ScannerAway as error:
        _log.error("The malware scanner gave no verdict: %s.", error)
        if settings.CLAMD_REQUIRED:
            raise Refused("unchecked") from error
        return
    if found:
        raise Refused("infected", sha256=_sha256(upload), malware=found[:100])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _prepare(upload: Path) -> _Content:
    kind = kind_of(upload)
    if not kind.picture:
        return _Content(upload, kind)
    picture, thumbnail = upload.with_name("picture"), upload.with_name("thumbnail")
    redrawn = redraw(source=upload, kind=kind, picture=picture, thumbnail=thumbnail)
    return _Content(picture, redrawn.kind, redrawn.width, redrawn.height, thumbnail)


def _keep(content: _Content, sha256: str) -> None:
    """Move the content to its place, and let the disk confirm it."""
    target = path_of(sha256)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    instant = now().timestamp()
    with locked(fcntl.LOCK_SH):
        moves = [(content.thumbnail, path_of(sha256, thumbnail=True)), (content.path, target)]
        for source, destination in moves:
            if source is not None:
                os.utime(source, (instant, instant))
                _sync(source)
                source.replace(destination)
    for folder in (target.parent, target.parent.parent, _root()):
        _sync(folder)


def path_of(sha256: str, *, thumbnail: bool = False) -> Path:
    """Return where a content, or the thumbnail of one, lies."""
    name = f"{sha256}{_THUMBNAIL}" if thumbnail else sha256
    folder: Path = settings.FILES_ROOT / sha256[:2] / sha256[2:4]
    return folder / name


def _root() -> Path:
    root: Path = settings.FILES_ROOT
    (root / "incoming").mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(mode: int) -> Iterator[None]:
    """Keep purging and storing apart, across processes."""
    with (_root() / "lock").open("ab") as file:
        fcntl.flock(file, mode)
        yield
