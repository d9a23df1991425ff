"""``sanling load-demo``: the step of ``sanling demo`` that loads the city."""

import click

from sanling.foundation.profile.registry import UnknownProfileError
from sanling.processes.simulation.demo import load_demo

# Below the supervisor's own lines, which begin with the seconds.
INDENT = " " * 10


@click.command(help="Load a profile's city with a year of matters (`sanling demo` does this).")
@click.argument("profile")
def command(profile: str) -> None:
    """Load the city, saying what is being done."""
    try:
        load_demo(profile, lambda line: click.echo(f"{INDENT}{line}"))
    except UnknownProfileError as error:
        raise click.UsageError(str(error)) from None
