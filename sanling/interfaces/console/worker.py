"""``sanling worker``: the process that works off jobs and timers."""

import asyncio
import threading
from functools import partial

import click
from procrastinate.contrib.django import app

from sanling.foundation.delivery import sms
from sanling.interfaces.console.gate import refuse_wrong_set_up
from sanling.processes import pump
from sanling.processes.keys import keep_marks

MESSAGES_AT_ONCE = 4
HELP = """Work off timers, reactions and queued jobs until stopped; what was begun is finished first.

Any number of workers may run, on any number of machines. Usually `sanling up` starts this for you.
"""


@click.command(help=HELP)
@click.option(
    "--concurrency",
    default=4,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many jobs to work on at once.",
)
def command(concurrency: int) -> None:
    """Run the pulses in threads and procrastinate's worker on all queues beside it."""
    refuse_wrong_set_up()
    keep_marks()
    stop = threading.Event()
    pulses = pump.pulses(stop)
    for pulse in pulses:
        pulse.start()
    try:
        asyncio.run(_work(concurrency))
    finally:
        stop.set()
        for pulse in pulses:
            pulse.join()


async def _work(concurrency: int) -> None:
    """Work on all jobs until told to stop, and on messages beside: whoever waits for a code waits for no export."""
    jobs = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    work = partial(jobs.run_worker_async, shutdown_graceful_timeout=10)
    async with jobs.open_async(), asyncio.TaskGroup() as group:
        messages = group.create_task(
            work(queues=[sms.QUEUE], concurrency=MESSAGES_AT_ONCE, install_signal_handlers=False)
        )
        await work(concurrency=concurrency)
        messages.cancel()
