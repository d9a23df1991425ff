"""Copying contents out of and into the store, for backups."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from sanling.foundation.files.places import incoming, place
from sanling.foundation.files.store import key_of, while_none_is_purged


def copy_out(hashes: Iterable[tuple[str, bool]], target: Path) -> tuple[int, list[str]]:
    """Copy contents by hash, and thumbnails where there are any, to a folder of the same shape.

    Return how many files were written, and the hashes whose content is missing. Nothing is purged meanwhile; what is
    stored meanwhile goes on.
    """
    done, missing, contents = 0, [], place()
    with while_none_is_purged():
        for sha256, thumbnail in hashes:
            for key in [key_of(sha256)] + [key_of(sha256, thumbnail=True)] * thumbnail:
                copy = target / key
                copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                try:
                    with contents.open(key) as content, copy.open("xb") as file:
                        shutil.copyfileobj(content, file)
                except FileNotFoundError:
                    missing.append(copy.name)
                    continue
                done += 1
    return done, missing


def copy_in(source: Path) -> tuple[int, list[str]]:
    """Copy contents from such a folder into the store; return how many, and the names of those that are damaged."""
    done, damaged, contents = 0, [], place()
    with incoming() as folder:
        for path in sorted(source.glob("[0-9a-f][0-9a-f]/*/*")):
            sha256, thumbnail = path.name[:64], len(path.name) > 64
            with path.open("rb") as file:
                sound = thumbnail or hashlib.file_digest(file, "sha256").hexdigest() == sha256
            if not sound:
                damaged.append(path.name)
                continue
            # What is kept is moved, and the backup stays as it is.
            copy = folder / path.name
            shutil.copyfile(path, copy)
            contents.keep(copy, key_of(sha256, thumbnail=thumbnail))
            done += 1
    return done, damaged
