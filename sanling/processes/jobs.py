"""Jobs by the calendar, run by procrastinate: what needs no second but must not be forgotten."""

from datetime import timedelta

from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanling.foundation.delivery.idempotency import purge_keys

KEEP_FINISHED_JOBS_HOURS = 72
STALLED_AFTER_SECONDS = 120


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again the jobs of workers that died."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs, so that their table stays small; failed ones stay for the administrator."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_JOBS_HOURS)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_keys")
def forget_keys(timestamp: int) -> None:
    """Forget idempotency keys that no client will send again."""
    purge_keys(older_than=timedelta(days=7))
