"""``sanling doctor``: looks for what is wrong, and says how to mend it."""

import os
import sys
from contextlib import ExitStack
from itertools import chain

import click

from sanling.interfaces.console.finding import Finding, Severity
from sanling.interfaces.console.findings import examine
from sanling.interfaces.console.holidays import holidays
from sanling.supervisor.data_folder import data_folder_from, sole_user
from sanling.supervisor.meanwhile import database_meanwhile, stands_still
from sanling.supervisor.trouble import Trouble

HELP = """Look for what is wrong: configuration, database, disk, clock, jobs, holidays. Each finding comes with its fix.

It changes nothing, and ends with code 1 when something is broken. An embedded database that doesn't run is started
for the look.
"""
MARKS = {
    Severity.GOOD: ("ok", "green"),
    Severity.WARNING: ("look", "yellow"),
    Severity.BROKEN: ("broken", "red"),
}


@click.command(help=HELP)
def command() -> None:
    """Print the findings, one a line."""
    worst = Severity.GOOD
    with ExitStack() as stack:
        for finding in chain(_started(stack), examine(), holidays()):
            _tell(finding)
            worst = max(worst, finding.level)
    sys.exit(1 if worst is Severity.BROKEN else 0)


def _started(stack: ExitStack) -> list[Finding]:
    """Start a database that stands still; one that doesn't start is found away later on."""
    folder = data_folder_from(os.environ)
    if not stands_still(folder, os.environ):
        return []
    try:
        stack.enter_context(sole_user(folder))
        stack.enter_context(database_meanwhile(folder, os.environ, lambda _line: None))
    except Trouble as trouble:
        return [Finding(Severity.BROKEN, "database", trouble.what, trouble.fix)]
    return [Finding(Severity.BROKEN, "database", "does not run; started for this look", "run `sanling up`.")]


def _tell(finding: Finding) -> None:
    word, colour = MARKS[finding.level]
    click.echo(click.style(f"{word:<7}", fg=colour) + f"{finding.area}: {finding.text}")
    if finding.fix:
        click.echo(f"{'':7}Fix: {finding.fix}")
