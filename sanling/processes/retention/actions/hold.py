"""Hold a matter as it is, against every rule, and let it go again."""

from django.core.exceptions import ValidationError
from django.db import transaction

from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import read_line
from sanling.processes.retention.models import Hold

LONGEST_REASON = 200


def hold(*, actor: Actor, number: str, reason: str) -> None:
    """Keep a matter from all rules until it is released; one that is held already stays held for its first reason.

    Raises ``Matter.DoesNotExist``, and ``ValidationError`` without a reason, or for one too long to be kept.
    """
    try:
        reason = read_line(reason, longest=LONGEST_REASON, required=True)
    except ValueError as error:
        raise ValidationError({"reason": str(error)}) from error
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).get(number=parse(number) or "")
        first = {"reason": reason, "begun_at": clock.now()}
        _hold, new = Hold.objects.get_or_create(matter=matter, ended_at=None, defaults=first)
        if new:
            record(actor=actor, act="retention.hold", subject=f"matter:{matter.pk}", city=matter.city)


def release(*, actor: Actor, number: str) -> bool:
    """End the hold on a matter; return whether there was one. Raises ``Matter.DoesNotExist``."""
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).get(number=parse(number) or "")
        ended = Hold.objects.filter(matter=matter, ended_at=None).update(ended_at=clock.now())
        if ended:
            record(actor=actor, act="retention.release", subject=f"matter:{matter.pk}", city=matter.city)
    return bool(ended)
