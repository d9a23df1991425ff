"""Agree to publication: who asked lets question and answer be published without a person in them, or no longer does."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.consulting.access import agreed, may_agree
from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.consulting.withdrawing import withdrawn
from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def agree_to_publication(*, actor: Actor, matter_id: int, agrees: bool) -> bool:
    """Keep it, and tell whether it is another than before.

    Taking it back is as easy as agreeing (个人信息保护法 15): what is published is withdrawn at once, a draft deleted.
    Raises Matter.DoesNotExist and PermissionDenied.
    """
    with transaction.atomic():
        matter = visible_matters(actor).select_for_update(of=("self",)).get(pk=matter_id)
        if not may_agree(actor, matter):
            raise PermissionDenied
        if agreed(matter) == agrees:
            return False
        post = actor.post_id if isinstance(actor, Viewer) else None
        Consent.objects.create(matter=matter, agrees=agrees, at=clock.now(), by_post_id=post)
        subject = f"matter:{matter.pk}"
        if agrees:
            record(actor=actor, act="consulting.agree", subject=subject, city=matter.city)
            return True
        record(actor=actor, act="consulting.disagree", subject=subject, city=matter.city)
        Answer.objects.filter(matter=matter, published_at=None).delete()
        for answer in Answer.objects.select_for_update().filter(
            matter=matter, published_at__isnull=False, withdrawn_at=None
        ):
            withdrawn(actor, answer, Answer.Withdrawn.CONSENT)
        return True
