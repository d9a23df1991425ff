"""Files, each under the hash of its content; whoever may read them is the caller's to decide."""

import errno
import hashlib
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.http import FileResponse, Http404

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.clock import now
from sanling.foundation.files.kinds import KINDS, Kind
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.names import clean_name
from sanling.foundation.files.pictures import redraw
from sanling.foundation.files.places import Away, incoming, place
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

    The content is in its place for good before the row is written; if the row is undone the content is purged later.
    Raises Refused with a code and a message for the sender.
    """
    with incoming() as folder:
        if shutil.disk_usage(folder).free < settings.FILES_RESERVE_BYTES:
            raise Refused("no_space")
        try:
            upload = folder / "upload"
            _spool(stream, upload)
            _scan(upload)
            content = _prepare(upload)
            size, sha256 = content.path.stat().st_size, _sha256(content.path)
            _keep(content, sha256)
        except Refused as refused:
            record_refusal(refused=refused, actor=actor, city=city)
            raise
        except OSError as error:
            if refusal := _refusal_of(error):
                raise refusal from error
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


def _refusal_of(error: OSError) -> Refused | None:
    """Return how the sender is told of what went wrong with a disk or a bucket, if that may pass."""
    if isinstance(error, Away):
        _log.error("A file could not be kept: %s.", error)
        return Refused("away")
    return Refused("no_space") if error.errno in {errno.ENOSPC, errno.EDQUOT} else None


def open_file(file: StoredFile, thumbnail: bool = False) -> IO[bytes]:  # noqa: FBT001, FBT002 -- named by callers
    """Open the content, or the thumbnail of a picture, for reading. Raises FileNotFoundError and Away."""
    return place().open(key_of(file.sha256, thumbnail=thumbnail))


def response(
    file: StoredFile,
    thumbnail: bool = False,  # noqa: FBT001, FBT002 -- named by callers
    download: bool = False,  # noqa: FBT001, FBT002
) -> FileResponse:
    """Answer with the content under headers that keep it from acting: only pictures and PDFs open in place.

    Raises Http404 when the content is lost, and Away, both of which are logged.
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
    """Remove contents that no row names, and uploads broken off, when older than that; return how many.

    What can't be removed because something is stored just then stays for the next time.
    """
    contents, removed = place(), 0
    before = now() - older_than
    for path in settings.FILES_ROOT.glob("incoming/*"):
        if path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path, ignore_errors=True)
            removed += 1
    for keys in contents.keys(kept_before=before):
        named = {key: _sha256_in(key) for key in keys}
        known = set(StoredFile.objects.filter(sha256__in=named.values()).values_list("sha256", flat=True))
        for key in (key for key, sha256 in named.items() if sha256 not in known):
            with _while_none_is_stored() as alone:
                # The same content may have been sent again since the look above.
                kept_at = contents.kept_at(key) if alone else None
                if kept_at is not None and kept_at < before:
                    contents.remove(key)
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
    """Bring the content to its place; the thumbnail first, so that no picture is ever without."""
    contents = place()
    with while_none_is_purged():
        if content.thumbnail is not None:
            contents.keep(content.thumbnail, key_of(sha256, thumbnail=True))
        contents.keep(content.path, key_of(sha256))


def key_of(sha256: str, *, thumbnail: bool = False) -> str:
    """Return the key that a content, or the thumbnail of one, lies under."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{_THUMBNAIL if thumbnail else ''}"


def _sha256_in(key: str) -> str:
    return key.rpartition("/")[2].removesuffix(_THUMBNAIL)


# Room 4 of PostgreSQL's two-number advisory locks is this one.
_LOCK = (4, 1)


@contextmanager
def while_none_is_purged() -> Iterator[None]:
    """Keep contents in their places, across processes and machines. Nothing is asked of the database meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", _LOCK)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s, %s)", _LOCK)


@contextmanager
def _while_none_is_stored() -> Iterator[bool]:
    """Keep new contents out if that is possible now, and tell; who waited would keep whoever stores waiting, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", _LOCK)
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", _LOCK)
