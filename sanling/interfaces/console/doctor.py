"""``sanling doctor``: looks for what is wrong, and says how to mend it."""

import sys

import click

from sanling.interfaces.console.findings import Level, examine

HELP = """Look for what is wrong: configuration, database, disk, clock, jobs. Each finding comes with its fix.

It changes nothing, and ends with code 1 when something is broken.
"""
MARKS = {Level.GOOD: ("ok", "green"), Level.WARNING: ("look", "yellow"), Level.BROKEN: ("broken", "red")}


@click.command(help=HELP)
def command() -> None:
    """Print the findings, one a line."""
    worst = Level.GOOD
    for finding in examine():
        word, colour = MARKS[finding.level]
        click.echo(click.style(f"{word:<7}", fg=colour) + f"{finding.area}: {finding.text}")
        if finding.fix:
            click.echo(f"{'':7}Fix: {finding.fix}")
        worst = max(worst, finding.level)
    sys.exit(1 if worst is Level.BROKEN else 0)
