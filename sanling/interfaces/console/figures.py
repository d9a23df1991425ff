"""``sanling figures``: whether what a bulletin prints agrees with itself, and with our rows."""

import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

import click
from django.utils import translation
from django.utils.translation import gettext as _

from sanling.domain.indicators.flows import flows
from sanling.domain.indicators.queries import whole
from sanling.foundation.days import today
from sanling.foundation.profile.served import served
from sanling.interfaces.console.gate import refuse_wrong_settings
from sanling.interfaces.console.options import CITY, FILE, city_named
from sanling.processes.figures.rebuilding import differences, rebuild_city
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin
from sanling.processes.figures.verifying.judging import judge
from sanling.processes.figures.verifying.own import compare_with_own
from sanling.processes.figures.verifying.reading import bulletins_of
from sanling.processes.figures.verifying.telling import Line, Mark, Of, lines_of, sets_of

MARKS = {Mark.WRONG: "x", Mark.REMARK: "~", Mark.AGREES: "✓"}
VERIFY_HELP = """Tell what contradicts in bulletins: sums, rates, parts, changes, days, and what would make it agree.

FILE is TOML (docs/figures.md), a workbook or a CSV file. "x" stands before what contradicts, "~" before what agrees
only by what is told of it, "=" and "≠" before what is compared with our own rows. Ends with code 1 if anything
contradicts.
"""


REBUILD_HELP = """Make all figures again from the rows: facts, and their sums by place, day and month.

They follow by themselves what happens; this is for after an upgrade or a restore. Until it is done pages show what was
there before, and killed halfway, that stays.
"""
CHECK_HELP = """Compare figures with the rows they follow from: rows = facts = sums.

Says where they differ, and ends with code 1 then. While it runs nothing is added to them; what happens meanwhile is
added afterwards.
"""


@click.group(help="Make, check and verify figures.", no_args_is_help=True)
def command() -> None:
    """Hold the subcommands together."""


@command.command("verify", help=VERIFY_HELP)
@click.argument("file", type=FILE)
@click.option("--language", type=click.Choice(["en", "zh-hans"]), default="en", help="Of what is told.")
def verify(file: Path, language: str) -> None:
    """Print a block a bulletin, and end by whether any contradicts."""
    with translation.override(language):
        try:
            told = [_tell(bulletin) for bulletin in bulletins_of(file)]
        except NoBulletin as error:
            raise click.UsageError(str(error)) from error
    if not all(told):
        sys.exit(1)


def _tell(bulletin: Bulletin) -> bool:
    """Print a line for each thing that was found, with what would mend it below; tell whether nothing contradicts."""
    click.echo(bulletin.id)
    judgement = judge(bulletin, today=today())
    ours = bulletin.own and bulletin.city in {profile.city for profile in served()}
    own = compare_with_own(bulletin, city=bulletin.city, count=whole) if ours else []
    lines = list(lines_of(judgement, own))
    _print(line for line in lines if line.of is Of.CLAIM)
    for sets in sets_of(judgement):
        click.echo("    " + _("All of these would agree with:"))
        for made in sets:
            click.echo(f"      {'; '.join(made)}")
    _print(line for line in lines if line.of is not Of.CLAIM)
    return not any(line.mark is Mark.WRONG for line in lines)


def _print(lines: Iterable[Line]) -> None:
    for line in lines:
        mark = ("≠" if line.mark is Mark.WRONG else "=") if line.of is Of.OWN else MARKS[line.mark]
        name = f"{line.name}: " if line.name else ""
        reason = f" [{line.remark}]" if line.remark else ""
        click.echo(f"  {mark} {name}{line.words}{reason}")
        for changed, also in line.mended_by:
            click.echo(f"      {changed}" + (f" [{also}]" if also else ""))


@command.command("rebuild", help=REBUILD_HELP)
@CITY
def rebuild_figures(city: str) -> None:
    """Make them again."""
    refuse_wrong_settings()
    begin = perf_counter()
    count = rebuild_city(city_named(city).city)
    click.echo(f"{count:,} facts and their sums made in {perf_counter() - begin:.1f} s.")


@command.command("check", help=CHECK_HELP)
@CITY
def check_figures(city: str) -> None:
    """Compare them."""
    refuse_wrong_settings()
    code = city_named(city).city
    found = [difference for flow in flows().values() for difference in differences(flow, code)]
    for difference in found:
        click.echo(
            f"{difference.what} {difference.where}: {difference.kept} is kept, {difference.right} is right"
        )
    if found:
        click.echo("Fix: run `sanling figures rebuild`.")
        sys.exit(1)
    click.echo("Rows, facts and sums agree.")
