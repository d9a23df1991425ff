"""What the system does itself when a clock has run out: an action of the definition, handed to whom it names."""

import logging
from collections.abc import Iterable

from django.db import transaction

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.models import Clock, Matter
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import FieldType
from sanling.foundation.delivery.outbox import OutboxRow, consume
from sanling.processes.escalation.scan import OVERDUE, TIMER
from sanling.processes.notices.targets import Directory

BATCH = 200
log = logging.getLogger(__name__)


def act_on_overdue() -> int:
    """Do what follows from the clocks that the scan marked, and return how many were looked at."""
    done = 0
    while batch := consume(topic=OVERDUE, limit=BATCH, handler=_handle):
        done += batch
    return done


def _handle(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        matter = Matter.objects.select_related("unit").filter(pk=row.payload["matter"]).first()
        running = Clock.objects.filter(pk=row.payload["clock"], stopped_at=None).exists()
        # The clock was stopped meanwhile: somebody was late but has acted, nothing is left to do.
        if matter is not None and running:
            _act(matter, code=row.payload["code"])


def _act(matter: Matter, *, code: str) -> None:
    definition = definition_of(matter.definition_id)
    overdue = definition.clock(code).on_overdue
    action = definition.action(overdue.act or "")
    fields: dict[str, object] = {}
    post_field = next((one.code for one in action.fields if one.type is FieldType.POST), None)
    if overdue.hand_to and post_field:
        posts = Directory().posts_of(matter, [overdue.hand_to])
        if not posts:
            log.warning("matter %s: nobody to hand to as %s", matter.number, overdue.hand_to)
            return
        fields[post_field] = posts[0]
    try:
        with transaction.atomic():
            perform(actor=TIMER, matter_id=matter.pk, action=action.code, version=None, fields=fields)
    except ActError as error:
        # A party or clerk was quicker, or the top is reached; the entry of lateness stands.
        log.info("matter %s: %s not done: %s", matter.number, overdue.act, error)
