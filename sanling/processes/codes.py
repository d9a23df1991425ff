"""The job that judges who asks for the way back to a matter: what the request itself must not look at."""

import json

from procrastinate.contrib.django import app

from sanling.domain.matters.holders import is_of_phone
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later
from sanling.foundation.privacy.sealed import seal, unseal


def ask_code(*, number: str, phone: str) -> None:
    """Have a code sent to a phone (+86…) if the matter was brought under it; takes as long either way."""
    send_code_job.defer(claim=seal(json.dumps([number, phone])))


@app.task(queue=sms.QUEUE)
def send_code_job(claim: str) -> None:
    """Send the phone its code, if the matter is its own and it has not had its share of messages."""
    number, phone = json.loads(unseal(claim))
    if is_of_phone(number, phone) and not sms.over_rate(phone):
        send_later(sms.code_message(phone, sms.current_code(phone)))
