"""``sanling import units``, ``posts`` and all other sheets of rooms: one command for each."""

import sys
from pathlib import Path

import click

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.tables.frame import Became, Sheet
from sanling.foundation.tables.reading import UnreadableTable
from sanling.interfaces.console.new_file import not_made
from sanling.interfaces.console.options import CITY, FILE, city_named
from sanling.processes.imports.refused import free_beside
from sanling.processes.imports.work import NAMED, Cause, Report, take_in

HELP = """Take in {code} from a workbook (.xlsx, .xls, .ods) or a CSV file, as offices keep them.

Titles above the headings, merged cells, full-width digits and CSV files in GB18030 are read. Sound rows are kept; the
others go, with all that is wrong with each, into a workbook of their own (--refused), to be corrected and taken in.
Taken in again, a file changes nothing. --check says what would happen, and changes nothing.

Columns, by any of their headings, * needed: {columns}.
"""
# What is said of rows, by what became of them, and of a file that was only checked.
WORDS = {
    Became.NEW: ("new", "would be new"),
    Became.CHANGED: ("changed", "would change"),
    Became.SAME: ("as they were", "as they are"),
    Became.PASSED: ("passed over", "passed over"),
    Became.REFUSED: ("refused", "refused"),
}


def sheet_command(sheet: Sheet) -> click.Command:
    """Return the command that takes in a kind of sheet."""
    columns = "; ".join("/".join(column.names) + "*" * column.required for column in sheet.columns)

    def run(file: Path, refused: Path | None, city: str, *, only_check: bool, **answers: str) -> None:
        """Take in the file, and report."""
        aside = refused or free_beside(file)
        try:
            report = take_in(
                actor=SystemActor("console"),
                sheet=sheet,
                file=file,
                profile=city_named(city),
                refused=aside,
                only_check=only_check,
                answers=answers,
                progress=lambda rows: click.echo(f"  {rows:,} rows", err=True),
            )
        except UnreadableTable as error:
            raise click.ClickException(f"{click.format_filename(file)}: {error}") from None
        except OSError as error:
            raise not_made(aside, error) from None
        tell(report, file, aside)

    made = click.Command(
        sheet.code, params=_options(sheet), callback=run, help=HELP.format(code=sheet.code, columns=columns)
    )
    return CITY(made)


def _options(sheet: Sheet) -> list[click.Parameter]:
    options: list[click.Parameter] = [
        click.Argument(["file"], type=FILE),
        click.Option(
            ["--refused"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="The new file that refused rows go into (beside the file, FILE.refused.xlsx).",
        ),
        click.Option(
            ["--check", "only_check"], is_flag=True, help="Say what would happen, and change nothing."
        ),
    ]
    options += [
        click.Option(
            [f"--{ask.code}"],
            type=click.Choice(ask.choices) if ask.choices else str,
            required=True,
            help=ask.why,
        )
        for ask in sheet.asks
    ]
    return options


def tell(report: Report, file: Path, aside: Path) -> None:
    """Say what became of the rows, each cause once; end with code 1 where some were refused or not read."""
    for (column, why), cause in sorted(report.causes.items(), key=lambda found: -found[1].times):
        click.echo(f"{f'{column}: ' if column else ''}{why} {_rows(cause)}")
    for why, cause in report.passed.items():
        click.echo(f"passed over, {why}: {_rows(cause)}")
    _tell_of_sheets(report)
    counts = ", ".join(
        f"{report.counts[became]:,} {words[report.only_checked]}" for became, words in WORDS.items()
    )
    click.echo(f"{sum(report.counts.values()):,} rows: {counts}.")
    for hint in report.hints:
        click.echo(hint)
    if report.broken_off:
        click.echo(f"The rest was not read. {click.format_filename(file)}: {report.broken_off}")
    if report.aside_lost:
        click.echo(
            f"The refused rows could not be written into {click.format_filename(aside)}: {report.aside_lost}"
        )
    elif report.counts[Became.REFUSED]:
        click.echo(f"Fix: correct the refused rows in {click.format_filename(aside)} and take that in.")
    if report.counts[Became.REFUSED] or report.broken_off:
        sys.exit(1)


def _tell_of_sheets(report: Report) -> None:
    if report.unused:
        click.echo(f"columns not used: {', '.join(report.unused)}")
    if report.not_read or report.hidden:
        click.echo(f"sheets read: {', '.join(report.read)}")
    if report.not_read:
        click.echo(f"sheets without such headings, not read: {', '.join(report.not_read)}")
    if report.hidden:
        click.echo(f"hidden sheets, not read: {', '.join(report.hidden)}")


def _rows(cause: Cause) -> str:
    shown = ", ".join(dict.fromkeys(repr(value) for value in cause.values if value))
    more = ", …" if cause.times > NAMED else ""
    return f"{cause.times:,} times, rows {', '.join(cause.rows)}{more}{shown and f': {shown}'}"
