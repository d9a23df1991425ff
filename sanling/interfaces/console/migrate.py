"""``sanling migrate``: the tables, brought up to date."""

import warnings

import click
from django.core.management import call_command
from django_zero_downtime_migrations.backends.postgres.schema import UnsafeOperationWarning

from sanling.foundation.keys.marks import require
from sanling.interfaces.console.gate import refuse_wrong_set_up
from sanling.processes.keys import keep_marks

HELP = """Bring the database's tables up to date; a second run changes nothing.

The service may go on meanwhile: nobody who reads waits for more than two seconds. A change that finds its table held
by a long transaction steps back and is tried again, for ten minutes; run it again when less is going on.
`sanling up` and `sanling demo` do this by themselves.
"""


@click.command(help=HELP)
def command() -> None:
    """Apply all migrations."""
    with warnings.catch_warnings():
        # Those of other packages, whose tables are small; ours are held to it by tests/house.
        warnings.simplefilter("ignore", UnsafeOperationWarning)
        refuse_wrong_set_up(contents=False)
        require()
        call_command("migrate", interactive=False, verbosity=0)
    keep_marks()
