"""Invitations: which are to be given, and the link that is made when one is sent or printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from sanling.foundation.accounts.models import Invitation
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.clock import now
from sanling.foundation.database.bulk import update_many
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.tokens import digest, new_token

SENT_FOR = timedelta(days=7)
PRINTED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class InvitationLink:
    """An invitation with its link, which nobody has seen before."""

    invitation: Invitation
    url: str


def open_invitations() -> QuerySet[Invitation]:
    """Return those by which nobody has come in yet, of accounts that may, and that nobody has signed in to."""
    waiting = Invitation.objects.filter(accepted_at=None, user__is_active=True, user__last_login=None)
    return waiting.select_related("user")


def on_paper() -> Q:
    """Return the condition that an invitation goes on paper, for no message reaches its account."""
    return Q(user__phone=None) if sms.has_gateway() else Q()


def give_links(
    *, actor: Actor, invitations: Iterable[Invitation], good_for: timedelta
) -> list[InvitationLink]:
    """Make a link for each of some invitations, locked in the caller's transaction; earlier ones open nothing more."""
    at, links = now(), []
    for invitation in invitations:
        token = new_token()
        invitation.digest, invitation.given_at, invitation.good_until = digest(token), at, at + good_for
        links.append(
            InvitationLink(invitation, settings.PUBLIC_URL + reverse("account_invitation", args=[token]))
        )
    update_many([link.invitation for link in links], ["digest", "given_at", "good_until"])
    record_many(
        NewAuditRow(actor=actor, act="account.invite", subject=link.invitation.user.key) for link in links
    )
    return links


def opened_by(token: str) -> Invitation | None:
    """Return the invitation that a link opens now, ``None`` for one that is used, over or replaced."""
    return open_invitations().filter(digest=digest(token), good_until__gt=now()).first()
