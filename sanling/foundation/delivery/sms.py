"""Codes by text message, which prove that a visitor holds a phone.

A sender is an address that takes ``POST {"phone": "+86…", "code": "123456", "minutes": 5}`` and answers with success
(SMS_URL). In demo mode no sender is needed: the code can be shown.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from sanling.foundation.clock import now
from sanling.foundation.delivery.limits import Allowed, Over, hit
from sanling.foundation.delivery.models import PhoneCode
from sanling.foundation.outward import OutwardError, post_json
from sanling.foundation.privacy.crypt import decrypt, encrypt
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.normalise import normalise_phone

LIFE = timedelta(minutes=5)
MAX_TRIES = 5
# One a minute, five an hour, ten a day for a phone; limits by address are the interface's.
RATES = ((1, timedelta(minutes=1)), (5, timedelta(hours=1)), (10, timedelta(days=1)))

_TRY = """
    UPDATE delivery_phonecode SET tries = tries + 1
    WHERE digest = %s AND expires_at > %s AND tries < %s
    RETURNING code_digest
"""


class SendFailed(Exception):
    """The message could not be handed to a sender; nothing was sent."""


@dataclass(frozen=True)
class Sent:
    """The code is on its way, and valid for this long."""

    valid_for: timedelta = LIFE


def send_code(phone: str, *, purpose: str = "visit") -> Sent | Over:
    """Send a new code of six digits, which replaces an earlier one of the same purpose.

    Raises ValueError for what is no mainland number, SendFailed. Call it outside a transaction: the message can't be
    called back, and the rates must count.
    """
    number = normalise_phone(phone)
    for limit, per in RATES:
        answer = hit(scope=f"sms:{purpose}:{per.total_seconds():.0f}", key=number, limit=limit, per=per)
        if not isinstance(answer, Allowed):
            return answer
    code = f"{secrets.randbelow(10**6):06}"
    keep_code(number, code, purpose=purpose)
    transmit(number, code)
    return Sent()


def verify(phone: str, code: str, *, purpose: str = "visit") -> bool:
    """Say whether this is the phone's code; a right one is used up, a wrong one costs a try of five.

    Call it outside a transaction that may be undone, or its tries won't count.
    """
    try:
        digest = _digest(purpose, normalise_phone(phone))
    except ValueError:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_TRY, [digest, now(), MAX_TRIES])
        found = cursor.fetchone()
    if found is None or not hmac.compare_digest(bytes(found[0]), _code_digest(digest, code)):
        return False
    # Of two that verify at once, one removes the code: only that one succeeds.
    return PhoneCode.objects.filter(digest=digest, code_digest=bytes(found[0])).delete()[0] == 1


def demo_code(phone: str, *, purpose: str = "visit") -> str | None:
    """Return the code to be shown in demo mode, else nothing."""
    if not settings.DEMO:
        return None
    row = PhoneCode.objects.filter(
        digest=_digest(purpose, normalise_phone(phone)), expires_at__gt=now(), shown__isnull=False
    ).first()
    return decrypt(bytes(row.shown)).decode() if row is not None and row.shown is not None else None


def keep_code(phone: str, code: str, *, purpose: str) -> None:
    """Keep a code by digest; in demo mode also so that it can be shown."""
    digest = _digest(purpose, normalise_phone(phone))
    PhoneCode.objects.update_or_create(
        digest=digest,
        defaults={
            "code_digest": _code_digest(digest, code),
            "tries": 0,
            "expires_at": now() + LIFE,
            "shown": encrypt(code.encode()) if settings.DEMO else None,
        },
    )


def transmit(phone: str, code: str) -> None:
    """Hand a message to the sender; in demo mode without one, nobody is written to. Raises SendFailed."""
    if not settings.SMS_URL:
        if settings.DEMO:
            return
        raise SendFailed("SMS_URL is not set: text messages have no sender.")
    try:
        minutes = LIFE // timedelta(minutes=1)
        post_json(
            url=settings.SMS_URL, body={"phone": normalise_phone(phone), "code": code, "minutes": minutes}
        )
    except OutwardError as error:
        raise SendFailed(str(error)) from error


def purge_codes() -> int:
    """Forget codes that are no longer valid; return how many."""
    return PhoneCode.objects.filter(expires_at__lte=now()).delete()[0]


def _digest(purpose: str, number: str) -> bytes:
    return blind_index(f"code:{purpose}", number)


def _code_digest(digest: bytes, code: str) -> bytes:
    return blind_index("code", f"{digest.hex()}:{code.strip()}")
