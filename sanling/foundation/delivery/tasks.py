"""The job that hands text messages to their gateway."""

import json
import logging
from datetime import datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.foundation.clock import now
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.sealed import seal, unseal

# Two more tries, within the life of a code.
RETRIES = RetryStrategy(max_attempts=3, wait=20)
log = logging.getLogger(__name__)


def send_later(message: sms.Message | None, *, good_for: timedelta = sms.LIFE) -> None:
    """Queue a message, in the caller's transaction; ``None`` queues as much, and is sent to nobody."""
    content = {"message": message, "until": (now() + good_for).isoformat()}
    send_job.defer(content=seal(json.dumps(content)))


@app.task(queue=sms.QUEUE, retry=RETRIES)
def send_job(content: str) -> None:
    """Hand a message to the gateway unless it comes too late; a failure is tried again, then left to be seen."""
    found = json.loads(unseal(content))
    if found["message"] is None:
        return
    if datetime.fromisoformat(found["until"]) < now():
        log.warning("A text message was not sent: what it says is over.")
        return
    sms.transmit(found["message"])
