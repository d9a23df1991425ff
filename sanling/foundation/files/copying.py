"""Copying contents out of and into the store, for backups."""

import fcntl
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from sanling.foundation.files.store import locked, path_of


def copy_out(hashes: Iterable[tuple[str, bool]], target: Path) -> tuple[int, list[str]]:
    """Copy contents by hash, and thumbnails where there are any, to a folder of the same shape.

    Return how many files were written, and the hashes whose content is missing. Nothing is purged meanwhile; what is
    stored meanwhile goes on.
    """
    done, missing = 0, []
    with locked(fcntl.LOCK_SH):
        for sha256, thumbnail in hashes:
            for source in [path_of(sha256)] + [path_of(sha256, thumbnail=True)] * thumbnail:
                place = target / sha256[:2] / sha256[2:4] / source.name
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                try:
                    shutil.copyfile(source, place)
                except FileNotFoundError:
                    missing.append(source.name)
                    continue
                done += 1
    return done, missing


def copy_in(source: Path) -> tuple[int, list[str]]:
    """Copy contents from such a folder into the store; return how many, and the names of those that are damaged."""
    done, damaged = 0, []
    for path in sorted(source.glob("[0-9a-f][0-9a-f]/*/*")):
        sha256, thumbnail = path.name[:64], len(path.name) > 64
        with path.open("rb") as file:
            sound = thumbnail or hashlib.file_digest(file, "sha256").hexdigest() == sha256
        if not sound:
            damaged.append(path.name)
            continue
        place = path_of(sha256, thumbnail=thumbnail)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        done += 1
    return done, damaged
