"""``sanling worker``: the process that works off jobs and timers."""

import threading

import click
from procrastinate.contrib.django import app

from sanling.processes import pump

HELP = """Work off timers, reactions and queued jobs until stopped; what was begun is finished first.

Any number of workers may run, on any number of machines. Usually `sanling up` starts this for you.
"""


@click.command(help=HELP)
@click.option("--concurrency", default=4, show_default=True, help="How many jobs to work on at once.")
def command(concurrency: int) -> None:
    """Run the pulses in threads and procrastinate's worker on all queues beside it."""
    stop = threading.Event()
    pulses = [
        threading.Thread(target=pump.run, args=(stop,), name="pulse"),
        threading.Thread(target=pump.run_outward, args=(stop,), name="outward"),
    ]
    for pulse in pulses:
        pulse.start()
    try:
        jobs = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        jobs.run_worker(concurrency=concurrency, shutdown_graceful_timeout=10)
    finally:
        stop.set()
        for pulse in pulses:
            pulse.join()
