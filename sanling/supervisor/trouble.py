"""What stops a start, said in one line with its fix."""

import errno
from pathlib import Path


class Trouble(Exception):
    """Something only the user can mend; the text is one line: what is wrong, then what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} Fix: {fix}")
        self.what = what
        self.fix = fix


class Misconfigured(Trouble):
    """A setting is missing or wrong: whatever starts would end so each time."""


def full_disk(folder: Path) -> Trouble:
    """Return the trouble of a volume without room."""
    return Trouble(
        f"The disk that holds {folder} is full.",
        "free some space there, or choose another folder with SANLING_DATA=/path/to/folder.",
    )


def trouble_of(error: OSError, folder: Path) -> Trouble:
    """Translate a failure of the operating system into one line."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full_disk(folder)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"{error.filename or folder} can't be written.",
            "give yourself the right to write there, or choose another folder with SANLING_DATA=/path/to/folder.",
        )
    return Trouble(f"{error}.", "look at the file or folder named here.")
