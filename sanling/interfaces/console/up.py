"""``sanling up``: a real installation's processes."""

import os

import click

from sanling.supervisor.installation import Installation, stopwatch

HELP = """Start web, worker and, where none is configured, the database; restart whatever falls.

DATABASE_URL names a PostgreSQL server (15 or later); without it an embedded one runs inside SANLING_DATA. Tables are
brought up to date first. To run the processes on several machines use `sanling web` and `sanling worker` there.

Put a web server with TLS in front; docs/operations.md has a tested configuration and all settings.
"""


@click.command(help=HELP)
def command() -> None:
    """Run the installation until Ctrl-C or SIGTERM."""
    Installation(
        demo=False, environment=dict(os.environ), report=stopwatch(click.echo), announce=announce
    ).run()


def announce(host: str, port: int) -> None:
    """Print the address."""
    click.echo(f"Sanling serves at http://{host}:{port}/. Ctrl-C stops it.")
