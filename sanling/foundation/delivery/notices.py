"""Notices in the interface: what a recipient should know, until read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.texts import UnknownNotice, register_notice, require

__all__ = [
    "NewNotice",
    "UnknownNotice",
    "mark_read",
    "notify",
    "notify_many",
    "register_notice",
    "unread_count",
]


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """A notice to be written; ``recipient`` is an actor's key ("post:12")."""

    recipient: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""


def notify(
    recipients: Iterable[str], code: str, params: Mapping[str, Any] | None = None, url: str = ""
) -> int:
    """Tell each recipient once; return how many were told. Raises UnknownNotice for an unregistered code."""
    return notify_many(
        NewNotice(recipient=recipient, code=code, params=params or {}, url=url)
        for recipient in dict.fromkeys(recipients)
    )


def notify_many(notices: Iterable[NewNotice]) -> int:
    """Write many notices with one statement; return how many. Raises UnknownNotice."""
    at = now()
    unsaved = []
    for notice in notices:
        require(notice.code)
        unsaved.append(
            Notice(
                recipient=notice.recipient,
                code=notice.code,
                params=dict(notice.params),
                url=notice.url,
                created_at=at,
            )
        )
    return len(insert_many(Notice, unsaved))


def unread_count(recipient: str, cap: int = 99) -> int:
    """Count unread notices; ``cap`` + 1 means "more than cap", so that the cost is bounded."""
    return Notice.objects.filter(recipient=recipient, read_at__isnull=True)[: cap + 1].count()


def mark_read(recipient: str, ids: Iterable[int] | None = None) -> int:
    """Mark the recipient's notices as read, all of them or those named; return how many were unread."""
    unread = Notice.objects.filter(recipient=recipient, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=now())
