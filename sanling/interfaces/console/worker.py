"""``sanling worker``: the process that works off jobs and timers."""

import click
from django.core.management import call_command

HELP = """Work off queued jobs and timers until stopped; jobs begun are finished first.

Any number of workers may run, on any number of machines. Usually `sanling up` starts this for you.
"""


@click.command(help=HELP)
@click.option("--concurrency", default=4, show_default=True, help="How many jobs to work on at once.")
def command(concurrency: int) -> None:
    """Run procrastinate's worker on all queues."""
    call_command("procrastinate", "worker", concurrency=concurrency, shutdown_graceful_timeout=10)
