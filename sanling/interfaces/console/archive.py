"""What a backup is: a folder with the database, the files, the audit's head, and a manifest that is written last."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from sanling.foundation.keys.marks import secret_key
from sanling.supervisor.postgres import BINARIES
from sanling.supervisor.trouble import Trouble

MANIFEST, DUMP, FILES, HEAD = "manifest.json", "database.dump", "files", "audit-head.log"
FORMAT = 1
# What libpq takes from a URL's options, and the variables by which its programs take the same.
_VARIABLES = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


@dataclass(frozen=True)
class Manifest:
    """What lies in a backup: as of when, of which installation, how many rows of each table, under which keys."""

    format: int
    at: str
    mode: str
    profile: str
    server: int
    counts: Mapping[str, int]
    files: int
    audit_position: int
    audit_mac: str
    keys: Mapping[str, str]
    dump_sha256: str

    def write(self, folder: Path) -> None:
        """Write it whole; a folder without it is no backup."""
        part = folder / f"{MANIFEST}.part"
        part.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n")
        part.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a finished backup; raises Trouble for anything else."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError) as error:
        raise Trouble(
            f"{folder} holds no finished backup.", "name the folder that `sanling backup` made."
        ) from error
    if manifest.format != FORMAT:
        raise Trouble(
            f"{folder} is a backup of format {manifest.format}.", "restore it with the release that made it."
        )
    return manifest


def key_marks() -> dict[str, str]:
    """Return a digest of each secret that the data can't be read or verified without."""
    kept: dict[str, bytes] = {
        "SECRET_KEY": secret_key(),
        "AUDIT_KEY": settings.AUDIT_KEY,
        "BLIND_INDEX_KEY": settings.BLIND_INDEX_KEY,
        **{f"PRIVACY_KEYS {name}": key for name, key in settings.PRIVACY_KEYS.items()},
    }
    return {name: hashlib.sha256(b"sanling backup\0" + key).hexdigest()[:16] for name, key in kept.items()}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def connect() -> psycopg.Connection[Any]:
    """Open a connection of its own to the configured database, without its limits of time."""
    database: dict[str, Any] = settings.DATABASES["default"]
    found = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return psycopg.connect(
        **{name: database[key] for name, key in found.items() if database[key]},
        **{name: value for name, value in database["OPTIONS"].items() if name in _VARIABLES},
        connect_timeout=5,
    )


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Return the number of rows of each table, as the connection's transaction sees them."""
    tables = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' order by tablename"
    ).fetchall()
    counts = {}
    for (name,) in tables:
        found = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
        counts[name] = int(found[0]) if found else 0
    return counts


def run_tool(name: str, server: int, arguments: Sequence[str]) -> None:
    """Run pg_dump or pg_restore against the configured database; raises Trouble with its first complaint."""
    database: dict[str, Any] = settings.DATABASES["default"]
    place = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    options = {variable: database["OPTIONS"].get(option) for option, variable in _VARIABLES.items()}
    given = {variable: database[key] for variable, key in place.items()} | options
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    environment = {**inherited, **{key: str(value) for key, value in given.items() if value}}
    done = subprocess.run(
        [_tool(name, server), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["no message"])[0]
        raise Trouble(f"{name} failed: {said}.", "mend that, and run the command again.")


def _tool(name: str, server: int) -> str:
    """Return the program of the server's own major version; only that restores what it dumps in every case."""
    for path in _candidates(name, server):
        if _version(path) == server:
            return str(path)
    raise Trouble(
        f"There is no {name} for PostgreSQL {server} on this machine.",
        f"install the client programs of that version (Debian: apt-get install postgresql-client-{server}).",
    )


def _candidates(name: str, server: int) -> Iterator[Path]:
    yield BINARIES / name
    yield from (
        path for path in BINARIES.parents[1].glob(f"pginstall*/bin/{name}") if path.parent != BINARIES
    )
    yield Path(f"/usr/lib/postgresql/{server}/bin/{name}")
    if found := shutil.which(name):
        yield Path(found)


def _version(path: Path) -> int:
    """Return the major version of a program, of "pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)" 15."""
    if not path.exists():
        return 0
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0
