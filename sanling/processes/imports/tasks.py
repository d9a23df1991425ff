"""Jobs of uploads: each looks at a file, checks it, or takes it in, as its state says."""

from datetime import timedelta

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanling.foundation import clock
from sanling.foundation.files.places import place
from sanling.processes.imports.models import Upload
from sanling.processes.imports.work_on import key_of, work_on

# As long as a clerk needs to mend a list; what it said is in the rows, and in the audit log.
KEPT_FOR = timedelta(days=7)
# Waits of 5 and 25 seconds outlast a restart of the database.
MOST_RETRIES = 2
RETRIES = RetryStrategy(max_attempts=MOST_RETRIES, exponential_wait=5)


@app.task(queue="imports", retry=RETRIES, pass_context=True)
def import_job(context: JobContext, *, upload_id: str) -> None:
    """Go on with an upload; a failure is tried again, and only the last one is told to whoever brought it."""
    work_on(upload_id=upload_id, last=context.job.attempts >= MOST_RETRIES)


@app.periodic(cron="38 3 * * *")
@app.task(queueing_lock="forget_imports")
def forget_imports(timestamp: int) -> None:
    """Forget files older than a week: they hold names and phones that the city keeps elsewhere, encrypted."""
    old = Upload.objects.filter(created_at__lt=clock.now() - KEPT_FOR).exclude(state=Upload.State.EXPIRED)
    for upload in old.exclude(returned="").iterator():
        place().remove(key_of(upload))
    old.update(state=Upload.State.EXPIRED, file=None, report={}, returned="", tables=[])
