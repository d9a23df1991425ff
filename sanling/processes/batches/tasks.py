"""Jobs of batches."""

from datetime import timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.foundation import clock
from sanling.processes.batches.models import Batch
from sanling.processes.batches.work import work_off

KEPT_FOR = timedelta(days=30)
# Waits of 5 and 25 seconds outlast a restart of the database.
RETRIES = RetryStrategy(max_attempts=3, exponential_wait=5)


@app.task(queue="batches", retry=RETRIES)
def batch_job(*, batch_id: str) -> None:
    """Work a batch off; a failure is tried again, and goes on where it broke off."""
    work_off(batch_id)


@app.periodic(cron="42 3 * * *")
@app.task(queueing_lock="forget_batches")
def forget_batches(timestamp: int) -> None:
    """Forget what became of batches older than a month: the matters' own timelines say it."""
    Batch.objects.filter(finished_at__lt=clock.now() - KEPT_FOR).delete()
