"""Jobs by the calendar, run by procrastinate: what needs no second but must not be forgotten."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanling.domain.matters.handover import release_over
from sanling.domain.matters.recompute import recompute
from sanling.domain.mediation.room import clear
from sanling.domain.recognition.months import evaluate_months
from sanling.foundation.days import today
from sanling.foundation.delivery.idempotency import purge_keys
from sanling.foundation.delivery.limits import purge_cache, purge_limits
from sanling.foundation.delivery.sms import QUEUE, purge_codes
from sanling.foundation.files.store import purge_orphans
from sanling.processes.accidents import remind_of_casualties
from sanling.processes.appointments import tell_units_above
from sanling.processes.confirmation import warn_of_confirmations
from sanling.processes.notices.dispatch import forget_outgoing
from sanling.processes.performance import remind_of_performance
from sanling.processes.recognising import remind_of_month
from sanling.processes.retention.nightly import forget_automatically
from sanling.processes.revisits import plan_and_remind
from sanling.processes.sittings import remind_of_sittings
from sanling.processes.suggestions.learning import learn_all
from sanling.processes.uploads import forget_uploads
from sanling.processes.webhooks.forget import forget_deliveries

KEEP_FINISHED_JOBS_HOURS = 72
STALLED_AFTER_SECONDS = 120


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again the jobs of workers that died."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="release_over")
def release_what_is_over(timestamp: int) -> None:
    """Give back what posts leave behind whose last day was fixed beforehand."""
    release_over()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="clear_rooms")
def clear_rooms(timestamp: int) -> None:
    """Take away who was in online rooms of disputes, and what browsers told each other to begin calls."""
    clear()


# At half past seven in China: the queue's calendar is in UTC.
@app.periodic(cron="30 23 * * *")
@app.task(queueing_lock="tell_units_above")
def tell_of_yesterdays_appointments(timestamp: int) -> None:
    """Tell the units above which posts were given below them."""
    tell_units_above()


# At half past eight in China.
@app.periodic(cron="30 0 * * *")
@app.task(queueing_lock="remind_of_month")
def remind_of_the_month_before(timestamp: int) -> None:
    """Tell posts what the month that is over still lacks, on the working days that their city says."""
    remind_of_month(today())


@app.periodic(cron="35 0 * * *")
@app.task(queueing_lock="remind_of_casualties")
def remind_of_casualties_to_update(timestamp: int) -> None:
    """Tell of accidents whose casualties are soon updated for the last time."""
    remind_of_casualties(today())


@app.periodic(cron="40 0 * * *")
@app.task(queueing_lock="remind_of_performance")
def remind_of_what_was_agreed(timestamp: int) -> None:
    """Remind sides and mediators of what agreements lay on somebody by a day that is near, or over, and of courts."""
    remind_of_performance(today())
    warn_of_confirmations()


@app.periodic(cron="45 0 * * *")
@app.task(queueing_lock="plan_revisits")
def plan_revisits_of_what_was_settled(timestamp: int) -> None:
    """Plan the revisits of what was settled, and remind mediators of those that are due."""
    plan_and_remind(today())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="remind_of_sittings")
def remind_of_sittings_to_come(timestamp: int) -> None:
    """Remind sides and mediators of sittings, at the hours that their city's profile names."""
    remind_of_sittings()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs, so that their table stays small; failed ones stay for the administrator.

    Of messages the failed ones go as well: they name phones, and what they said is long over.
    """
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=KEEP_FINISHED_JOBS_HOURS)
    await manager.delete_old_jobs(nb_hours=KEEP_FINISHED_JOBS_HOURS, queue=QUEUE, include_failed=True)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_short_lived")
def forget_short_lived(timestamp: int) -> None:
    """Forget idempotency keys, limits and codes that are over, and files that nothing names."""
    purge_keys()
    purge_limits()
    purge_cache()
    purge_codes()
    forget_uploads()
    forget_deliveries()
    forget_outgoing()
    purge_orphans()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="recompute_provisional")
def recompute_provisional(timestamp: int) -> None:
    """Move the deadlines that the holidays of a newer release move; `sanling city` does so for a profile's own."""
    recompute()


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="apply_retention")
def apply_retention(timestamp: int) -> None:
    """Anonymise and delete what is over, in cities whose profile wants it done each night."""
    forget_automatically()


@app.periodic(cron="27 18 * * *")
@app.task(queueing_lock="learn_categories")
def learn_categories(timestamp: int) -> None:
    """Learn anew, at 2:27 in China, what settled matters say of categories."""
    learn_all()


@app.periodic(cron="7 17 * * *")
@app.task(queueing_lock="evaluate_months")
def evaluate_this_and_last_month(timestamp: int) -> None:
    """Judge this month and the last, at 1:07 in China: subjects come and go without anything happening at them."""
    evaluate_months()
