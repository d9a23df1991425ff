"""``sanling backup``: everything an installation needs to rise again, copied while it runs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import psycopg
from django.conf import settings

from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.head import heads
from sanling.foundation.audit.record import record
from sanling.foundation.files.copying import copy_out
from sanling.interfaces.console.archive import (
    DUMP,
    FILES,
    FORMAT,
    HEAD,
    Manifest,
    connect,
    count_rows,
    digest,
    key_marks,
    run_tool,
)
from sanling.supervisor.data_folder import data_folder_from
from sanling.supervisor.secrets import secrets_file
from sanling.supervisor.trouble import Trouble, trouble_of

HELP = """Copy everything to the new folder DEST, while the service runs: database, files, and the head of the audit
trail.

All of it is as of one instant, which the manifest names together with the rows of each table. The secrets are NOT
copied: a backup lies where others may reach it. Keep secrets.json (or the SANLING_ variables that replace it)
elsewhere; without it nobody can read the personal data or verify the audit trail.
"""
_SNAPSHOT = "begin isolation level repeatable read read only"
_CONTENTS = "select sha256, bool_or(thumbnail) from files_storedfile group by sha256 order by sha256"
_SEAL = "select position, mac from audit_auditseal order by position desc limit 1"


@click.command(help=HELP)
@click.argument("dest", type=click.Path(path_type=Path))
def command(dest: Path) -> None:
    """Make the backup and say what it holds."""
    if dest.exists() and any(dest.iterdir() if dest.is_dir() else [dest]):
        raise Trouble(f"{dest} is not empty.", "name a folder that does not exist yet.")
    dest.mkdir(mode=0o700, parents=True, exist_ok=True)
    record(actor=SystemActor("console"), act="backup.make", subject="city:all")
    with _for_the_owner_alone(), connect() as connection:
        manifest = _copy(connection, dest)
    rows = sum(manifest.counts.values())
    click.echo(f"{dest}: {rows:,} rows and {manifest.files:,} files as of {manifest.at}.")
    secrets = secrets_file(data_folder_from(os.environ), os.environ)
    kept = secrets if secrets.exists() else "the variables that hold them"
    click.echo(f"Not in it: the secrets. Keep {kept} in another safe place.", err=True)


@contextmanager
def _for_the_owner_alone() -> Iterator[None]:
    """Let nobody else read what is made meanwhile, by programs that are run too, wherever the folder was made."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _copy(connection: psycopg.Connection[Any], dest: Path) -> Manifest:
    """Copy as one snapshot sees it; files are only ever added, so they may be copied after it was taken."""
    connection.execute(_SNAPSHOT)
    snapshot = str(_one(connection, "select pg_export_snapshot()")[0])
    at = clock.now().isoformat()
    server = connection.info.server_version // 10000
    counts = count_rows(connection)
    last = connection.execute(_SEAL).fetchone()
    position, mac = (int(last[0]), bytes(last[1]).hex()) if last else (0, "")
    click.echo(f"copying the database ({sum(counts.values()):,} rows)", err=True)
    dump = dest / DUMP
    run_tool("pg_dump", server, ["--format=custom", f"--snapshot={snapshot}", f"--file={dump}"])
    click.echo("copying files", err=True)
    files = _copy_files(connection, dest, position)
    manifest = Manifest(
        format=FORMAT,
        at=at,
        mode="demo" if settings.DEMO else "real",
        profile=",".join(settings.SERVED),
        server=server,
        counts=counts,
        files=files,
        audit_position=position,
        audit_mac=mac,
        keys=key_marks(),
        dump_sha256=digest(dump),
    )
    manifest.write(dest)
    return manifest


def _copy_files(connection: psycopg.Connection[Any], dest: Path, position: int) -> int:
    try:
        files, missing = copy_out(connection.execute(_CONTENTS).fetchall(), dest / FILES)
        # Later heads would make the copy look as if its end had been cut off.
        kept = [f"{json.dumps(asdict(head))}\n" for head in heads() if head.position <= position]
        (dest / HEAD).write_text("".join(kept))
    except OSError as error:
        raise trouble_of(error, dest) from error
    if missing:
        click.echo(f"{len(missing)} files are missing from the store, {missing[0]} for one.", err=True)
    return files


def _one(connection: psycopg.Connection[Any], query: str) -> tuple[Any, ...]:
    found = connection.execute(query.encode()).fetchone()
    if found is None:
        raise LookupError(query)
    return tuple(found)
