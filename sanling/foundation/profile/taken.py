"""What runs of the profiles: the copy that was taken of them when they were last found right.

A city edits its folder while the processes run. What they work by is a copy, which `sanling city` takes once it has
found nothing wrong; so a folder that is broken, or half edited, changes nothing, even for a process that starts then.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sanling.foundation.profile.early import HEAD_FILE, is_city, lineage

# Names the copy in use, and the folder that it was taken of.
MARK = "current"
Stamp = tuple[int, int] | None


def stamp() -> Stamp:
    """Return what differs whenever another copy was taken, for 4 µs; nothing where none was."""
    try:
        found = os.stat(settings.PROFILES_TAKEN / MARK)  # noqa: PTH116 -- a third of Path.stat, with each request
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def folder_in_use() -> Path:
    """Return the copy that was taken of the profiles' folder, else the folder; with SANLING_DEBUG always that."""
    root, taken = Path(settings.PROFILES_ROOT), Path(settings.PROFILES_TAKEN)
    try:
        mark = json.loads((taken / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return root
    copy = taken / mark["copy"]
    return copy if mark["of"] == str(root.resolve()) and copy.is_dir() and not settings.DEBUG else root


def differs() -> bool:
    """Tell whether the profiles' folder says something else by now than the copy that was taken of it."""
    root, used = Path(settings.PROFILES_ROOT), folder_in_use()
    # Copies of earlier releases are named by the beginning of their digest.
    return used != root and not digest_of(root).startswith(used.name)


def changed_files() -> list[str]:
    """Return the names of the files that the folder has otherwise than the copy in use, or has as the only one."""
    now, before = ({name: file.read_bytes() for name, file in _files(root)} for root in _both())
    return [name for name in dict.fromkeys([*before, *now]) if before.get(name) != now.get(name)]


def _both() -> tuple[Path, Path]:
    return Path(settings.PROFILES_ROOT), folder_in_use()


class ChangedMeanwhile(Exception):
    """The folder says something else by now than what was to be taken of it."""


def take(digest: str = "") -> bool:
    """Copy the profiles' folder, found right, for all processes to work by; tell whether it says something new.

    With a ``digest`` only what it names is taken: raises `ChangedMeanwhile`.
    """
    root, taken = Path(settings.PROFILES_ROOT), Path(settings.PROFILES_TAKEN)
    digest, before = digest or digest_of(root), folder_in_use()
    copy = taken / digest
    if copy == before:
        return False
    taken.mkdir(parents=True, exist_ok=True)
    if not copy.exists():
        made = Path(tempfile.mkdtemp(dir=taken, prefix="."))
        for name, file in _files(root):
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, made / name)
        # The files may have been edited while they were copied.
        if digest_of(made) != digest:
            shutil.rmtree(made)
            raise ChangedMeanwhile
        made.chmod(0o755)
        made.rename(copy)
    mark = taken / f".{MARK}-{digest}"
    mark.write_text(json.dumps({"copy": digest, "of": str(root.resolve())}), "utf-8")
    mark.replace(taken / MARK)
    # Who reads the one before just now may end doing so.
    for older in taken.iterdir():
        if older.is_dir() and older not in {copy, before}:
            shutil.rmtree(older, ignore_errors=True)
    return True


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield what the profiles of a folder are read of, theirs and those they extend, by name within the copy."""
    cities = (path.parent for path in sorted(root.glob(f"*/{HEAD_FILE}")) if is_city(path.parent))
    for layer in dict.fromkeys(layer for city in cities for layer in lineage(city)):
        for file in sorted(path for path in layer.rglob("*") if path.is_file()):
            yield f"{layer.name}/{file.relative_to(layer)}", file


def digest_of(root: Path) -> str:
    """Return what differs whenever the profiles of a folder, or those that they extend, say something else."""
    digest = hashlib.sha256()
    for name, file in _files(root):
        text = file.read_bytes()
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()
