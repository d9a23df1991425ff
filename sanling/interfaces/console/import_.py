"""``sanling import``: data taken in from files."""

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import click

from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.reading import Fault
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.cleaning import fold_code
from sanling.foundation.days import today
from sanling.foundation.profile.registry import installed_profiles
from sanling.interfaces.console.import_sheet import sheet_command
from sanling.interfaces.console.options import DAY, FILE
from sanling.processes.imports.work import sheets

FAULTS = {
    Fault.HEADER: "the first row must be code,name,level",
    Fault.ENCODING: "the text is neither UTF-8, UTF-16 nor GB18030",
    Fault.LINE: "the row can't be read as CSV",
    Fault.COLUMNS: "the row has too few or too many columns",
    Fault.DIGITS: "a code has digits only",
    Fault.LENGTH: "a code has 2, 4, 6, 9 or 12 digits",
    Fault.LEVEL: "there is no such level",
    Fault.WIDTH: "the level doesn't fit the code",
    Fault.NAME_EMPTY: "the name is missing",
    Fault.NAME_LONG: "the name is too long",
    Fault.NAME_CHARACTERS: "the name holds characters that no name has",
    Fault.DUPLICATE: "the code stands in the file twice",
    Fault.ORPHAN: "the division above is neither in the file nor known",
    Fault.TAKEN: "another division has this code",
    Fault.ENDED: "this division has ended",
}

DIVISIONS_HELP = """Take in divisions from a CSV file with the columns code, name and level, all or nothing.

Codes are those of the national statistics: 2 digits for a province to 12 for a village, or padded with zeros. A row's
level is what its level column says, so that cities without counties and placeholders whose codes end in zeros are
taken. The zones that a city's profile governs itself are added, and their streets hung under them. Every faulty row is
reported. A second import renames what was renamed and adds what is new; nothing is removed.
"""


def _city(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> str:
    """Return the code of a city; anything else would quietly take in nothing, or too much."""
    if typed is None:
        return ""
    code = fold_code(typed)
    if not re.fullmatch("[0-9]{4}", code):
        raise click.BadParameter(f"{typed!r} is no code of a city: these have four digits.")
    return code


class Sheets(click.Group):
    """The kinds of data: divisions, and whatever sheets the installed rooms take in."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names."""
        return [*super().list_commands(ctx), *sheets()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a kind."""
        found = sheets().get(cmd_name)
        return sheet_command(found) if found else super().get_command(ctx, cmd_name)


@click.group(cls=Sheets, help="Take in data from files.", no_args_is_help=True)
def command() -> None:
    """Hold the kinds of data together."""


@command.command("divisions", help=DIVISIONS_HELP)
@click.argument("file", type=FILE)
@click.option("--as-of", type=DAY, help="Day from which new divisions are valid (today).")
@click.option(
    "--city",
    metavar="CODE",
    callback=_city,
    help="Take only this city's divisions (four digits).",
)
@click.option("--check", "only_check", is_flag=True, help="Say what would happen, and change nothing.")
def divisions(file: Path, as_of: date | None, city: str, *, only_check: bool) -> None:
    """Import the file and report."""
    result = import_divisions(
        actor=SystemActor("console"),
        file=file,
        profiles=installed_profiles().values(),
        within=city,
        as_of=as_of or today(),
        only_check=only_check,
        progress=lambda rows: click.echo(f"  {rows:,} rows read", err=True),
    )
    if result.done:
        new, changed = ("would be new", "would change") if result.only_checked else ("new", "changed")
        click.echo(f"{result.rows:,} rows: {result.created:,} divisions {new}, {result.changed:,} {changed}.")
        return
    named = click.format_filename(file)
    for problem in result.problems:
        click.echo(f"{named}:{problem.line}: {FAULTS[problem.fault]}: {problem.value!r}")
    for fault, times in Counter(result.counts).most_common():
        click.echo(f"{times:,} times: {FAULTS[fault]}")
    click.echo(
        f"Nothing was imported: {result.problem_count:,} rows are faulty. Fix: correct them and import again."
    )
    sys.exit(1)
