"""Files for their owner's eyes: made once, and written where they were made, whatever their name leads to by then."""

import os
from pathlib import Path
from typing import BinaryIO


def new_for_owner(path: Path) -> BinaryIO:
    """Return a new file that only its owner may read, open to be written and read again.

    Raises ``OSError`` where something has that name already, a symbolic link among others, or none can be made.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o600), "w+b")
