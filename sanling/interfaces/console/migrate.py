"""``sanling migrate``: the tables, brought up to date."""

import time
import warnings
from collections.abc import Callable

import click
from django.core.management import call_command
from django.db import OperationalError, connection
from django_zero_downtime_migrations.backends.postgres.schema import UnsafeOperationWarning

from sanling.supervisor.trouble import Trouble

HELP = """Bring the database's tables up to date; a second run changes nothing.

The service may go on meanwhile: nobody who reads waits for more than two seconds. A change that finds its table held
by a long transaction steps back and is tried again, for ten minutes; then run it again when less is going on.
`sanling up` and `sanling demo` do this by themselves.
"""
PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 2.0
# Not locked in time, cancelled for taking too long, chosen as the victim of a deadlock.
BUSY = frozenset({"55P03", "57014", "40P01"})


@click.command(help=HELP)
def command() -> None:
    """Apply all migrations."""
    with warnings.catch_warnings():
        # Those of other packages, whose tables are small; ours are held to it by tests/house.
        warnings.simplefilter("ignore", UnsafeOperationWarning)
        patiently(lambda: call_command("migrate", interactive=False, verbosity=0))


def patiently(migrate: Callable[[], object], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Run migrations, again and again while a table is busy; what they have done already they leave as it is.

    Raises Trouble when a table is still busy after so many seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            migrate()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in BUSY:
                raise
            if time.monotonic() > deadline:
                raise Trouble(
                    f"A table is too busy to be changed ({str(error).splitlines()[0]}).",
                    "end long transactions (pg_stat_activity shows them) and run `sanling migrate` again.",
                ) from error
            click.echo("a table is busy: trying again", err=True)
            # With it go the limits of time that the failed statement was to have.
            connection.close()
            time.sleep(PAUSE_SECONDS)
        else:
            return
