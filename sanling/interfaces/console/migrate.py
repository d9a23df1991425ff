"""``sanling migrate``: the tables, brought up to date."""

import click
from django.core.management import call_command

HELP = """Bring the database's tables up to date; a second run changes nothing.

`sanling up` and `sanling demo` do this by themselves.
"""


@click.command(help=HELP)
def command() -> None:
    """Apply all migrations."""
    call_command("migrate", interactive=False, verbosity=0)
