"""The one folder that holds all state of an installation, and who may use it now."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sanling.supervisor.trouble import Trouble, trouble_of

CHECKOUT = Path(__file__).resolve().parents[2]
# Installed from a wheel, it has no checkout: then with what else its user keeps.
_DEFAULT = CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").exists() else Path("~/.local/share/sanling")
DATABASE = "sanling"
# The kernel's limit for a socket's path is 107 bytes; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432") - 1


@dataclass(frozen=True)
class DataFolder:
    """The paths below ``SANLING_DATA``."""

    root: Path

    @property
    def cluster(self) -> Path:
        """Return the folder of the embedded database."""
        return self.root / "postgres"

    @property
    def logs(self) -> Path:
        """Return the folder of the embedded database's log."""
        return self.root / "logs"

    @property
    def mode_file(self) -> Path:
        """Return the file that says whether this is a demonstration or a real installation."""
        return self.root / "mode"

    @property
    def sockets(self) -> Path:
        """Return the folder of the database's socket, a short one elsewhere where this path is too long."""
        inside = self.root / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        mark = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"sanling-{os.getuid()}-{mark}"

    def embedded_url(self, *, user: str = DATABASE, database: str = DATABASE) -> str:
        """Return the address of the embedded database, for ``DATABASE_URL``."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def mode(self) -> str:
        """Return "demo", "real", or nothing for a folder never started."""
        return self.mode_file.read_text().strip() if self.mode_file.exists() else ""


def data_folder_from(environment: Mapping[str, str]) -> DataFolder:
    """Return the folder that ``SANLING_DATA`` names, by default ``var`` in the checkout."""
    return DataFolder(Path(environment.get("SANLING_DATA", "").strip() or _DEFAULT).expanduser().absolute())


def make(folder: DataFolder) -> None:
    """Create the folder; only its owner looks into it, but root lets the database's user pass through."""
    try:
        folder.root.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        folder.logs.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise trouble_of(error, folder.root) from error


@contextmanager
def sole_user(folder: DataFolder) -> Iterator[None]:
    """Hold the folder for this process; raises Trouble when another one already runs on it."""
    make(folder)
    with (folder.root / "instance.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = lock.read().strip() or "unknown"
            raise Trouble(
                f"Sanling already runs on {folder.root} (process {pid}).",
                "use that one, stop it with Ctrl-C, or choose another folder with SANLING_DATA=/path/to/folder.",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def claim_mode(folder: DataFolder, mode: str) -> None:
    """Mark the folder as a demonstration or as real; the two never mix, since the demonstration signs anyone in."""
    found = folder.mode()
    if found and found != mode:
        kind = "a demonstration" if found == "demo" else "a real installation"
        raise Trouble(
            f"{folder.root} holds {kind}.", "choose another folder with SANLING_DATA=/path/to/folder."
        )
    try:
        folder.mode_file.write_text(f"{mode}\n")
    except OSError as error:
        raise trouble_of(error, folder.root) from error
