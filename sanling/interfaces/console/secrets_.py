"""``sanling secrets``: what several machines must share, as lines for the file of their settings."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import click

from sanling.env import Secrets
from sanling.supervisor.data_folder import data_folder_from
from sanling.supervisor.environment import assigned, read_settings
from sanling.supervisor.secrets import NAMES, generate, write_for_owner
from sanling.supervisor.trouble import Trouble, trouble_of

HELP = """Make the secrets of an installation, as lines for /etc/sanling.env: all its machines must have the same.

One machine needs none of this: its first start makes them in SANLING_DATA. Where they are there already, these are
given, so that a second machine can be added.

With --to they are added to a FILE, which then its owner alone can read, and nothing is shown. Else they are printed,
though never to the system's log. Keep them in another safe place, too: without them personal data can't be read.
"""


@click.command(help=HELP)
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Add them to this file.")
def command(file: Path | None) -> None:
    """Print them, or write them."""
    found, whence = _secrets()
    lines = "".join(f"{assigned(f'SANLING_{name}', value)}\n" for name, value in found.items())
    if file is None:
        if _is_logged():
            raise Trouble("What is printed here goes to the system's log.", "write them by --to FILE.")
        click.echo(lines, nl=False)
    else:
        _add(lines, file)
    where = f", in {file}" if file else ""
    click.echo(f"{whence}{where}. Give all machines the same, and keep a copy in a safe place.", err=True)


def _secrets() -> tuple[dict[str, str], str]:
    """Return this installation's secrets, or new ones, and which of these they are."""
    folder = data_folder_from(os.environ)
    known = Secrets(folder.root)
    found = {name: known.text(name) for name in NAMES}
    if missing := [name for name in NAMES if not found[name]]:
        if len(missing) < len(NAMES):
            raise Trouble(f"There is no {missing[0]} beside the others.", "restore it from your backup.")
        if folder.cluster.exists():
            raise Trouble(
                f"The data in {folder.root} was written under secrets that are missing.",
                "restore secrets.json from your backup.",
            )
        return generate(), "New secrets"
    known.marks()
    return found, "The secrets of this installation"


def _add(lines: str, file: Path) -> None:
    try:
        before = file.read_text("utf-8") if file.exists() else ""
        if there := [name for name in NAMES if f"SANLING_{name}" in read_settings(before)]:
            raise Trouble(
                f"{file} has a SANLING_{there[0]} already.", "take it out first, or name another file."
            )
        owner = file.stat() if file.exists() else None
        write_for_owner(
            file, f"{before}\n{lines}" if before and not before.endswith("\n") else before + lines
        )
        if owner is not None:
            os.chown(file, owner.st_uid, owner.st_gid)
    except OSError as error:
        raise trouble_of(error, file) from error


def _is_logged() -> bool:
    """Tell whether standard output is the journal, which names itself so to whom it starts."""
    with suppress(OSError, ValueError):
        device, _colon, inode = os.environ.get("JOURNAL_STREAM", "").partition(":")
        out = os.fstat(sys.stdout.fileno())
        return stat.S_ISSOCK(out.st_mode) and (out.st_dev, out.st_ino) == (int(device), int(inode))
    return False
