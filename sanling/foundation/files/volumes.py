"""How much room is left where the database and the files lie."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

GIGABYTE = 1024**3


@dataclass(frozen=True)
class Volume:
    """The volume of a folder, with the bytes that are free on it."""

    name: str
    folder: Path
    free: int

    @property
    def full(self) -> bool:
        """Tell whether less is left than what is kept in reserve; the database needs half a gigabyte in any case."""
        return self.free < max(settings.FILES_RESERVE_BYTES, GIGABYTE // 2)


def volumes() -> list[Volume]:
    """Look at the volumes of the data folder, where the embedded database lies, and of the uploads."""
    folders = {"data": settings.DATA, "files": settings.FILES_ROOT}
    return [
        Volume(name, folder, shutil.disk_usage(folder).free)
        for name, folder in folders.items()
        if folder.exists()
    ]
