"""``sanling restore``: a backup, brought to an empty installation and proved to be whole."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.audit.verify import verify
from sanling.foundation.files.copying import copy_in
from sanling.interfaces.console.archive import (
    DUMP,
    FILES,
    HEAD,
    Manifest,
    connect,
    count_rows,
    digest,
    key_marks,
    read_manifest,
    run_tool,
)
from sanling.supervisor.data_folder import DataFolder, claim_mode, data_folder_from, sole_user
from sanling.supervisor.meanwhile import database_meanwhile
from sanling.supervisor.secrets import secrets_file
from sanling.supervisor.trouble import Trouble

HELP = """Bring the backup in the folder SRC to an empty installation, and check that it is whole.

SANLING_DATA names the folder to restore into (or DATABASE_URL an empty database). Put the secrets of the
installation that was backed up there first. Afterwards the rows of each table are counted and the audit trail is
verified; ends with code 1 when either differs from the backup. Then start it with `sanling up`.
"""


@click.command(help=HELP)
@click.argument("src", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(src: Path) -> None:
    """Restore, and say whether it is whole."""
    manifest = read_manifest(src)
    folder = data_folder_from(os.environ)
    with sole_user(folder):
        _check(manifest, src, folder)
        claim_mode(folder, manifest.mode)
        with database_meanwhile(folder, os.environ, lambda line: click.echo(line, err=True)):
            _fill(manifest, src)
            findings = list(_differences(manifest))
            record(
                actor=SystemActor("console"),
                act="backup.restore",
                subject="city:all",
                detail={"backup": manifest.at, "findings": len(findings)},
            )
    for finding in findings:
        click.echo(finding)
    if findings:
        click.echo("The copy differs from the backup. Fix: restore another backup into another folder.")
        sys.exit(1)
    click.echo(
        f"Restored as of {manifest.at}: {sum(manifest.counts.values()):,} rows, {manifest.files:,} files, "
        f"an unbroken audit trail of {manifest.audit_position:,} links. Start it with `sanling up`."
    )


def _check(manifest: Manifest, src: Path, folder: DataFolder) -> None:
    if digest(src / DUMP) != manifest.dump_sha256:
        raise Trouble(f"{src / DUMP} is damaged.", "restore another backup.")
    lost = sorted(manifest.keys.items() - key_marks().items())
    if lost:
        raise Trouble(
            f"The secrets here are not those of the backup ({lost[0][0]} differs).",
            f"copy that installation's secrets to {secrets_file(folder, os.environ)} first.",
        )
    head: Path = settings.AUDIT_HEAD_FILE
    if head.exists() and head.stat().st_size:
        raise Trouble(f"{head} belongs to another installation.", "choose another folder with SANLING_DATA.")


def _fill(manifest: Manifest, src: Path) -> None:
    with connect() as connection:
        if count_rows(connection):
            raise Trouble(
                "The database is not empty.", "restore into a new SANLING_DATA or an empty DATABASE_URL."
            )
        server = connection.info.server_version // 10000
    click.echo(f"restoring the database ({sum(manifest.counts.values()):,} rows)", err=True)
    name = settings.DATABASES["default"]["NAME"]
    whole = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    run_tool("pg_restore", server, [*whole, f"--dbname={name}", str(src / DUMP)])
    with connect() as connection:
        connection.autocommit = True
        connection.execute("analyze")
    click.echo("restoring files", err=True)
    done, damaged = copy_in(src / FILES)
    if damaged or done != manifest.files:
        click.echo(
            f"{len(damaged)} files are damaged, {manifest.files - done} could not be restored.", err=True
        )
    shutil.copyfile(src / HEAD, settings.AUDIT_HEAD_FILE)


def _differences(manifest: Manifest) -> Iterator[str]:
    """Yield what is not as it was when the backup was made."""
    with connect() as connection:
        counts = count_rows(connection)
    for table in sorted(manifest.counts.keys() | counts.keys()):
        was, now = manifest.counts.get(table, 0), counts.get(table, 0)
        if was != now:
            yield f"{table}: {now:,} rows instead of {was:,}"
    outcome = verify()
    if outcome.rows != manifest.audit_position:
        yield f"audit: {outcome.rows:,} links instead of {manifest.audit_position:,}"
    yield from (f"audit: {finding.text}" for finding in outcome.findings)
