"""System checks of the channels by which notices leave the house."""

import base64
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sanling.foundation.delivery.signing import PREFIX


def check_channels(**_options: Any) -> list[CheckMessage]:
    """Find channels that are half set, or set to what can't work."""
    return [*_wecom(), *_mail(), *_hub()]


def _wecom() -> Iterator[CheckMessage]:
    said = {
        "SANLING_WECOM_CORP_ID": settings.WECOM_CORP_ID,
        "SANLING_WECOM_AGENT_ID": settings.WECOM_AGENT_ID,
        "SANLING_WECOM_SECRET": settings.WECOM_SECRET,
    }
    missing = [name for name, value in said.items() if not value]
    if missing and len(missing) < len(said):
        hint = f"set {', '.join(missing)} too, or none of the three."
        yield Error("WeCom is half set.", hint=hint, id="delivery.E001")
    agent = settings.WECOM_AGENT_ID
    if agent and not (agent.isascii() and agent.isdigit()):
        hint = "give the application's number (AgentId), such as 1000002, in SANLING_WECOM_AGENT_ID."
        yield Error("The number of WeCom's application is none.", hint=hint, id="delivery.E002")


def _mail() -> Iterator[CheckMessage]:
    sender = settings.MAIL_FROM
    if settings.MAIL_SERVER and not _is_address(sender):
        hint = "set SANLING_MAIL_FROM to an address of the city's, such as notices@example.org."
        yield Error("SANLING_MAIL_SERVER is set without a sender.", hint=hint, id="delivery.E004")
    if sender and not settings.MAIL_SERVER:
        hint = "set SANLING_MAIL_SERVER too, or leave out SANLING_MAIL_FROM."
        yield Error("SANLING_MAIL_FROM is set without a server.", hint=hint, id="delivery.E005")


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _hub() -> Iterator[CheckMessage]:
    if settings.NOTICE_URL and not _is_secret(settings.NOTICE_SECRET):
        hint = f"set SANLING_NOTICE_SECRET to {PREFIX} and 24 bytes or more in base64."
        yield Error("SANLING_NOTICE_URL is set without a secret to sign with.", hint=hint, id="delivery.E003")


def _is_secret(text: str) -> bool:
    try:
        key = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except ValueError:
        return False
    return text.startswith(PREFIX) and len(key) >= 24
