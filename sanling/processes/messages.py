"""Jobs that write to residents and institutions: the way back to a matter, the link of what staff registered for them.

What a request must not look at, whose matter it is, and what staff must not see, the resident's link, is the worker's.
"""

import json

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanling.domain.matters.holders import is_of_phone, phones_for_link
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.reaching import sent_to
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later
from sanling.foundation.privacy.phone import is_mobile
from sanling.foundation.privacy.sealed import seal, unseal
from sanling.foundation.privacy.tokens import digest, new_token

# A phone that has had its share gets what is left over later on the same day: somebody may be in charge of several.
LATER = RetryStrategy(max_attempts=10, linear_wait=90)


class HadItsShare(Exception):
    """The phone has had its share of messages."""


def ask_code(*, number: str, phone: str) -> None:
    """Have a code sent to a phone (+86…) if the matter was brought under it; takes as long either way."""
    send_code_job.defer(claim=seal(json.dumps([number, phone])))


@app.task(queue=sms.QUEUE)
def send_code_job(claim: str) -> None:
    """Send the phone its code, if the matter is its own and it has not had its share of messages."""
    number, phone = json.loads(unseal(claim))
    if is_mobile(phone) and is_of_phone(number, phone) and not sms.over_rate(phone):
        send_later(sms.code_message(phone, sms.current_code(phone)))


@app.task(queue=sms.QUEUE)
def send_link_job(matter_id: int) -> None:
    """Make a matter's link, which nobody has seen yet, and send it to the party's phone."""
    with transaction.atomic():
        matter = Matter.objects.select_for_update().only("number", "link_digest").filter(pk=matter_id).first()
        phones = phones_for_link(matter) if matter else ()
        phones = [phone for phone in phones if not sms.over_rate(phone, purpose="link")]
        if matter is None or not phones:
            return
        token = new_token()
        matter.link_digest = digest(token)
        matter.save(update_fields=["link_digest"])
        link = settings.PUBLIC_URL + reverse("portal:link_matter", args=[token])
        for phone in phones:
            send_later({"phone": phone, "number": matter.number, "link": link}, good_for=sms.LINK_LIFE)


@app.task(queue=sms.QUEUE, retry=LATER)
def send_own_link_job(entry_id: int) -> None:
    """Send an institution's link to who is in charge there, as a post had it sent.

    Raises `HadItsShare`, and is tried again later.
    """
    entry = Entry.objects.select_related("matter").get(pk=entry_id)
    phone = sent_to(entry)
    if not phone or entry.post_id is None:
        return
    if sms.over_rate(phone, purpose="link"):
        raise HadItsShare
    link = link_of(entry.matter, handed_by=entry.post_id)
    send_later({"phone": phone, "number": entry.matter.number, "link": link}, good_for=sms.LINK_LIFE)
