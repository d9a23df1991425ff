"""Agree to messages: a party takes text messages of each step, or takes its agreement back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.messages import own_parties
from sanling.domain.matters.models import Party
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.phone import is_mobile


def agree_to_messages(*, actor: LinkActor, city: str, agrees: bool) -> int:
    """Keep whether whoever holds a matter agrees to text messages at the phone left there; return for how many parties.

    Taking it back is as easy as agreeing (个人信息保护法 15), and holds for messages that are on their way. Raises
    PermissionDenied by a link that only shows.
    """
    if not actor.acts:
        raise PermissionDenied
    with transaction.atomic():
        own = [party.pk for party in own_parties(actor).select_for_update() if is_mobile(party.phone)]
        changed = Party.objects.filter(pk__in=own, agreed_to_messages_at__isnull=agrees).update(
            agreed_to_messages_at=clock.now() if agrees else None
        )
        if changed:
            subject = f"matter:{actor.matter_id}"
            if agrees:
                record(actor=actor, act="matter.messages_agreed", subject=subject, city=city)
            else:
                record(actor=actor, act="matter.messages_refused", subject=subject, city=city)
    return changed
