"""Text messages, sent by the worker and never by a request: codes that prove who holds a phone, links of matters.

A gateway is an address (SMS_URL) that takes ``POST {"phone": "+86…", "code": "123456", "minutes": 5}``, and where links
go by message ``{"phone": "+86…", "number": "ZZ-…", "link": "https://…"}``, and answers with success. A demonstration
has none, whatever its environment says: it writes to nobody, and shows the code.

How long a request takes must not tell whether a message goes out. So a request only queues a job, the same one whether
or not somebody will be written to; what the job needs is encrypted in its arguments.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from sanling.foundation.clock import now
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.delivery.models import PhoneCode
from sanling.foundation.outward import OutwardError, post_json
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.unreadable import Unreadable

# A queue of its own, which nothing long stands in.
QUEUE = "messages"
LIFE = timedelta(minutes=5)
LINK_LIFE = timedelta(days=1)
MAX_TRIES = 5
# Messages to one phone: one a minute, ten an hour, twenty a day. Who may ask for them is the interface's to limit.
RATES = ((1, timedelta(minutes=1)), (10, timedelta(hours=1)), (20, timedelta(days=1)))


Message = Mapping[str, str | int]


class SendFailed(Exception):
    """The message could not be handed to a gateway; nothing was sent."""


def has_gateway() -> bool:
    """Tell whether messages reach anybody."""
    return bool(settings.SMS_URL)


def can_send() -> bool:
    """Tell whether messages have a gateway, or need none."""
    return has_gateway() or settings.DEMO


def over_rate(phone: str, *, purpose: str = "code") -> bool:
    """Count one message to a phone; true when it has had its share of those of a purpose."""
    return any(
        isinstance(
            hit(scope=f"sms.{purpose}:{per.total_seconds():.0f}", key=phone, limit=limit, per=per), Over
        )
        for limit, per in RATES
    )


def current_code(phone: str) -> str:
    """Return the code of six digits of a phone (+86…), good for five minutes from now.

    While one is good, everybody who asks for it gets the same: who asks too can't make the first one's worthless.
    """
    digest, until = _digest(phone), now() + LIFE
    with transaction.atomic():
        codes = PhoneCode.objects.select_for_update()
        kept, _created = codes.get_or_create(digest=digest, defaults={"expires_at": until})
        good = kept.code if kept.expires_at > now() and not isinstance(kept.code, Unreadable) else None
        code = good or _new_code()
        kept.code, kept.expires_at = code, until
        kept.save()
    return code


def verify(phone: str, code: str, *, claim: str) -> bool:
    """Say whether this is the phone's code; a right one is used up, a wrong one costs the claim a try of five.

    ``claim`` is the secret of whoever asked for the code: tries are counted for each of them alone, so nobody uses up
    another's. How many claims there may be is the caller's to limit. Call it outside a transaction that may be undone,
    or its tries won't count.
    """
    # The claim itself is over long before another try comes free.
    if isinstance(hit(scope="sms.claim", key=claim, limit=MAX_TRIES, per=timedelta(days=1)), Over):
        return False
    mine = PhoneCode.objects.filter(digest=_digest(phone))
    # Read without a lock, whose writing would take time only where there is a code.
    kept = mine.filter(expires_at__gt=now()).first()
    wanted = kept.code if kept and not isinstance(kept.code, Unreadable) else None
    right = (
        hmac.compare_digest((wanted or _new_code()).encode(), code.strip().encode()) and wanted is not None
    )
    # Of several that verify at once, one removes the code: only that one succeeds.
    return right and mine.delete()[0] == 1


def code_message(phone: str, code: str) -> Message:
    """Return what the gateway is sent so that a phone gets its code."""
    return {"phone": phone, "code": code, "minutes": LIFE // timedelta(minutes=1)}


def transmit(message: Message) -> None:
    """Hand a message to the gateway; in demo mode without one, nobody is written to. Raises SendFailed."""
    if not settings.SMS_URL:
        if settings.DEMO:
            return
        raise SendFailed("SMS_URL is not set: text messages have no gateway.")
    try:
        post_json(url=settings.SMS_URL, body=message)
    except OutwardError as error:
        raise SendFailed(str(error)) from error


def purge_codes() -> int:
    """Forget codes that are no longer valid; return how many."""
    return PhoneCode.objects.filter(expires_at__lte=now()).delete()[0]


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06}"


def _digest(number: str) -> bytes:
    return blind_index("code", number)
