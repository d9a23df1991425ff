"""``sanling up``: a real installation's processes."""

import logging
import os
from collections.abc import Callable

import click

from sanling.interfaces.components.logs import JsonFormatter
from sanling.interfaces.console.right_keys import refuse_other_keys
from sanling.supervisor.installation import Installation, stopwatch
from sanling.supervisor.preflight import web_address

HELP = """Start web, worker and, where none is configured, the database; restart whatever falls.

DATABASE_URL names a PostgreSQL server (15 or later); without it an embedded one runs inside SANLING_DATA. Tables are
brought up to date first. To run the processes on several machines use `sanling web` and `sanling worker` there.

Nothing starts with other secrets than those that the data was written under. Where these are lost for good,
--accept-loss makes new ones if secrets.json is missing, and lets the present ones stand for the data: what was
written under the lost ones can't be read any more (`sanling rotate-keys --check` lists it). The loss is recorded.

Put a web server with TLS in front; docs/operations.md has a tested configuration and all settings.
"""


@click.command(help=HELP)
@click.option("--accept-loss", is_flag=True, help="Go on although secrets are lost for good.")
def command(*, accept_loss: bool) -> None:
    """Run the installation until Ctrl-C or SIGTERM."""
    Installation(
        demo=False,
        environment=dict(os.environ),
        report=_report(),
        announce=announce,
        check_keys=refuse_other_keys,
        accept_loss=accept_loss,
    ).run()


def _report() -> Callable[[str], None]:
    """Return how its own steps are told: as the log of its processes is written."""
    if os.environ.get("SANLING_LOG_FORMAT", "").strip() != "json":
        return stopwatch(click.echo)
    usual = {"name": "sanling.up", "levelname": "INFO"}
    return lambda said: click.echo(JsonFormatter().format(logging.makeLogRecord({**usual, "msg": said})))


def announce(host: str, port: int) -> None:
    """Print the address."""
    click.echo(f"Sanling serves at {web_address(host, port)}/. Ctrl-C stops it.")
