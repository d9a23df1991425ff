"""Ending sessions from elsewhere."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def end_sessions(*, actor: Actor, user: User, session_ids: Iterable[int]) -> int:
    """End those of an account's sessions that are named; return how many. Their next request is nobody's."""
    with transaction.atomic():
        sessions = list(UserSession.objects.select_for_update().filter(user=user, pk__in=list(session_ids)))
        for session in sessions:
            session.end()
        if sessions:
            detail = {"sessions": len(sessions)}
            record(actor=actor, act="account.end_sessions", subject=user.key, detail=detail)
    return len(sessions)
