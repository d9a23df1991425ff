"""Where contents lie under their keys, such as "ab/cd/abcd…": a folder, or a bucket that speaks S3.

A key is a relative path with slashes. Both places keep a content for good before they return, replace what lay under
its key as a whole or not at all, and know when each was kept last.
"""

import errno
import functools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO, Protocol
from uuid import uuid4

import obstore
from django.conf import settings
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from sanling.env import Bucket
from sanling.foundation.clock import now

# Contents up to this stay in memory while they are handed out from a bucket.
_IN_MEMORY = 1024 * 1024
_LISTED_AT_ONCE = 1000


class Away(OSError):
    """The bucket can't be reached, or refuses what it is asked."""


class Place(Protocol):
    """A folder, or a bucket."""

    def keep(self, source: Path, key: str) -> None:
        """Keep a file of this machine under that key; the file may be gone afterwards. Raises OSError."""

    def open(self, key: str) -> IO[bytes]:
        """Open a content for reading. Raises FileNotFoundError where there is none, and Away."""

    def kept_at(self, key: str) -> datetime | None:
        """Return when a content was kept last, or None where there is none."""

    def remove(self, key: str) -> None:
        """Remove a content, if it is there."""

    def keys(self, *, kept_before: datetime) -> Iterator[list[str]]:
        """Yield the keys of contents that were last kept before then, some at a time."""


class Folder:
    """Contents on a disk of this machine, or on one that several share."""

    def __init__(self, root: Path) -> None:
        """Keep contents below that folder."""
        self._root = root

    def keep(self, source: Path, key: str) -> None:
        """Move the file to its place, and let the disk confirm it."""
        target = self._root / key
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        instant = now().timestamp()
        os.utime(source, (instant, instant))
        _sync(source)
        try:
            source.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            part = target.with_name(f"{target.name}.part")
            shutil.copyfile(source, part)
            _sync(part)
            part.replace(target)
        for folder in target.relative_to(self._root).parents:
            _sync(self._root / folder)

    def open(self, key: str) -> IO[bytes]:
        """Open the file."""
        return (self._root / key).open("rb")

    def kept_at(self, key: str) -> datetime | None:
        """Return when the file was last moved there."""
        try:
            return datetime.fromtimestamp((self._root / key).stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Unlink the file."""
        (self._root / key).unlink(missing_ok=True)

    def keys(self, *, kept_before: datetime) -> Iterator[list[str]]:
        """Go through the folders of hashes."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            paths = [path.relative_to(self._root).as_posix() for path in folder.glob("*/*")]
            yield [key for key in paths if (at := self.kept_at(key)) and at < kept_before]


@contextmanager
def _away() -> Iterator[None]:
    """Raise what a bucket's library raises as Away, in its first line, which names the request and never a key."""
    try:
        yield
    except BaseError as error:
        raise Away(errno.EIO, str(error).splitlines()[0][:300]) from error


class RemoteBucket:
    """Contents in a bucket of Amazon S3, or of what speaks its language: MinIO, Ceph, OSS, COS, OBS."""

    def __init__(self, bucket: Bucket) -> None:
        """Keep contents below the bucket's prefix; nothing is asked of it yet."""
        endpoint = bucket.url
        if bucket.by_host:
            scheme, _slashes, host = endpoint.partition("://")
            endpoint = f"{scheme}://{bucket.name}.{host}"
        self._store = S3Store(
            bucket.name,
            prefix=bucket.prefix or None,
            endpoint=endpoint,
            region=bucket.region,
            access_key_id=bucket.key_id,
            secret_access_key=bucket.secret,
            virtual_hosted_style_request=bucket.by_host,
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=3),
                "timeout": timedelta(seconds=30),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )

    def keep(self, source: Path, key: str) -> None:
        """Send the file; large ones in parts, of which nothing is seen until all have come."""
        with _away():
            obstore.put(self._store, key, source)

    def open(self, key: str) -> IO[bytes]:
        """Fetch the content whole before any of it is handed out, so that nobody gets half of one."""
        content = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- closed by whoever asked
        with _away():
            try:
                for piece in obstore.get(self._store, key):
                    content.write(piece)
            except (NotFoundError, FileNotFoundError):
                content.close()
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), key) from None
        content.seek(0)
        return content

    def kept_at(self, key: str) -> datetime | None:
        """Return what the bucket says."""
        with _away():
            try:
                return obstore.head(self._store, key)["last_modified"]
            except (NotFoundError, FileNotFoundError):
                return None

    def remove(self, key: str) -> None:
        """Delete the object; a bucket doesn't mind if there is none."""
        with _away():
            obstore.delete(self._store, key)

    def keys(self, *, kept_before: datetime) -> Iterator[list[str]]:
        """List the bucket page by page; what lies in folders of other names is passed over."""
        with _away():
            for page in obstore.list(self._store, chunk_size=_LISTED_AT_ONCE):
                found = [item["path"] for item in page if item["last_modified"] < kept_before]
                yield [key for key in found if len(key.split("/")[0]) == 2]


def place() -> Place:
    """Return where this installation keeps its contents."""
    if settings.FILES_BUCKET is None:
        return Folder(settings.FILES_ROOT)
    return _remote(settings.FILES_BUCKET)


@contextmanager
def incoming() -> Iterator[Path]:
    """Lend a folder of this machine to contents on their way; what a machine that dies leaves there is purged."""
    folder: Path = settings.FILES_ROOT / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as lent:
        yield Path(lent)


def try_place() -> None:
    """Keep, read and remove a small content of this moment. Raises OSError."""
    contents, key = place(), f"trials/{uuid4()}"
    with incoming() as folder:
        trial = folder / "trial"
        trial.write_text(key)
        contents.keep(trial, key)
    with contents.open(key) as content:
        if content.read() != key.encode():
            raise Away(errno.EIO, "what was kept reads otherwise")
    contents.remove(key)


@functools.lru_cache(maxsize=2)
def _remote(bucket: Bucket) -> RemoteBucket:
    """Return the same connections for all requests of a process."""
    return RemoteBucket(bucket)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
