"""``sanling figures``: whether what a bulletin prints agrees with itself, and with our rows."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.utils import translation
from django.utils.translation import gettext as _

from sanling.domain.indicators.queries import whole
from sanling.foundation.days import today
from sanling.foundation.profile.served import served
from sanling.interfaces.console.options import FILE
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin
from sanling.processes.figures.verifying.judging import judge
from sanling.processes.figures.verifying.own import compare_with_own
from sanling.processes.figures.verifying.reading import bulletins_of
from sanling.processes.figures.verifying.wording import (
    arithmetic,
    change,
    claim_in_words,
    day_in_words,
    effects,
    own_in_words,
    remark,
)

VERIFY_HELP = """Tell what contradicts in bulletins: sums, rates, parts, changes, days, and what would make it agree.

FILE is TOML (docs/figures.md), a workbook or a CSV file. "x" stands before what contradicts, "~" before what agrees
only by what is told of it, "=" and "≠" before what is compared with our own rows. Ends with code 1 if anything
contradicts.
"""


@click.group(help="Verify figures that are printed.", no_args_is_help=True)
def command() -> None:
    """Hold the subcommands together."""


@command.command("verify", help=VERIFY_HELP)
@click.argument("file", type=FILE)
@click.option("--language", type=click.Choice(["en", "zh-hans"]), default="en", help="Of what is told.")
def verify(file: Path, language: str) -> None:
    """Print a block a bulletin, and end by whether any contradicts."""
    with translation.override(language):
        try:
            agrees = True
            for bulletin in bulletins_of(file):
                click.echo(bulletin.id)
                for line in _told(bulletin):
                    agrees = agrees and line[:1] not in "x≠"
                    click.echo(f"  {line}")
        except NoBulletin as error:
            raise click.UsageError(str(error)) from error
    if not agrees:
        sys.exit(1)


def _told(bulletin: Bulletin) -> Iterator[str]:
    """Yield a line for each thing that was found, with what would mend it below."""
    judgement = judge(bulletin, today=today())
    for judged in judgement.told:
        claim, verdict = judged.claim, judged.verdict
        mark = "x" if not verdict.agrees else "~" if verdict.remarkable else "✓"
        reason = f" [{told}]" if (told := remark(judged, bulletin.said)) else ""
        yield f"{mark} {claim_in_words(claim)}: {arithmetic(claim, bulletin.said, verdict.right)}{reason}"
        for found in judged.repairs:
            also = f" [{told}]" if (told := effects(found)) else ""
            yield f"    {change(found.repair)}{also}"
    for sets in judgement.together:
        yield "  " + _("All of these would agree with:")
        yield from (f"    {'; '.join(map(change, made))}" for made in sets)
    yield from (f"x {day_in_words(day)}" for day in judgement.days)
    free = _("no two of the counts that are printed can be compared")
    yield from (f"~ {name}: {free}" for name in bulletin.free)
    if bulletin.own and bulletin.city in {profile.city for profile in served()}:
        for compared in compare_with_own(bulletin, city=bulletin.city, count=whole):
            yield f"{'=' if compared.agrees else '≠'} {own_in_words(compared)}"
