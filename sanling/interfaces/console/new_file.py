"""Files that a command makes: never one that is there already."""

from pathlib import Path

import click


def not_made(file: Path, error: OSError) -> click.ClickException:
    """Return what to say where a new file could not be made, or another file not be read meanwhile."""
    named = click.format_filename(error.filename or file)
    if isinstance(error, FileExistsError):
        return click.ClickException(f"{named} is there already, and stays as it is. Fix: name another file.")
    if named != click.format_filename(file):
        return click.ClickException(f"{named}: {error.strerror}")
    return click.ClickException(f"{named} can't be made ({error.strerror}). Fix: name a file that can.")
