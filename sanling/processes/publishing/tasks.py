"""Jobs of proposals: what would become of one is counted, and one that was confirmed is carried out."""

from collections.abc import Callable

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanling.foundation.profile.source import ProfileError
from sanling.processes.publishing.work import ChangedSince, carry_out, count, give_up

# Waits of 5 and 25 seconds outlast a restart of the database.
MOST_RETRIES = 2
RETRIES = RetryStrategy(max_attempts=MOST_RETRIES, exponential_wait=5)


@app.task(queue="publishing", retry=RETRIES, pass_context=True)
def count_job(context: JobContext, *, proposal_id: int) -> None:
    """Count what would become of a proposal, and tell who may decide on it."""
    _work(count, context, proposal_id)


@app.task(queue="publishing", retry=RETRIES, pass_context=True)
def carry_out_job(context: JobContext, *, proposal_id: int) -> None:
    """Carry a confirmed proposal out; what broke off is gone on with."""
    _work(carry_out, context, proposal_id)


def _work(work: Callable[[int], None], context: JobContext, proposal_id: int) -> None:
    """Tell a failure once it is not tried again."""
    try:
        work(proposal_id)
    except ChangedSince:
        give_up(proposal_id, why="changed")
    except ProfileError:
        give_up(proposal_id, why="mistakes")
    except Exception:
        if context.job.attempts >= MOST_RETRIES:
            give_up(proposal_id, why="failed")
        raise
