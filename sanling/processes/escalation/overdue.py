"""What the system does itself when a clock has run out: an action of the definition, handed to whom it names."""

import logging
from collections.abc import Iterable

from django.db import transaction

from sanling.domain.matters.act import perform
from sanling.domain.matters.act_many import VERBS_OF_MANY, perform_many
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.models import Clock, Matter
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.delivery.outbox import OutboxRow, consume
from sanling.processes.escalation.scan import OVERDUE, TIMER
from sanling.processes.notices.targets import Directory

BATCH = 2000
log = logging.getLogger(__name__)


def act_on_overdue() -> int:
    """Do what follows from the clocks that the scan marked, and return how many were looked at."""
    done = 0
    while batch := consume(topic=OVERDUE, limit=BATCH, handler=_handle):
        done += batch
    return done


def _handle(rows: Iterable[OutboxRow]) -> None:
    clocks = [row.payload["clock"] for row in rows]
    # A clock that was stopped meanwhile: somebody was late but has acted, nothing is left to do.
    running = Clock.objects.filter(pk__in=clocks, stopped_at=None).order_by("pk")
    batches: dict[tuple[int, str], list[int]] = {}
    columns = ("code", "matter", "matter__definition", "matter__concealed")
    for clock_code, matter_id, definition_id, concealed in running.values_list(*columns):
        definition = definition_of(definition_id)
        overdue = definition.clock(clock_code).on_overdue
        action = definition.action(overdue.act or "")
        # A concealed matter climbs past the units that it is about, which is looked at one by one.
        if action.verb in VERBS_OF_MANY and not concealed:
            batches.setdefault((definition_id, action.code), []).append(matter_id)
        else:
            matter = Matter.objects.select_related("unit").defer("search", "text").get(pk=matter_id)
            _act(matter, action=action, hand_to=overdue.hand_to)
    for (definition_id, code), ids in batches.items():
        definition = definition_of(definition_id)
        perform_many(
            actor=TIMER,
            definition=definition,
            definition_id=definition_id,
            action=definition.action(code),
            ids=ids,
        )


def _act(matter: Matter, *, action: Action, hand_to: str | None) -> None:
    fields: dict[str, object] = {}
    handed = verb_of(action.verb).handed
    post_field = next((field.code for field in action.fields if field.type == handed), None)
    if hand_to and post_field:
        posts = Directory().posts_of(matter, [hand_to])
        if not posts:
            log.warning("matter %s: nobody to hand to as %s", matter.number, hand_to)
            return
        fields[post_field] = posts[0]
    try:
        with transaction.atomic():
            perform(actor=TIMER, matter_id=matter.pk, action=action.code, version=None, fields=fields)
    except ActError as error:
        # A party or clerk was quicker, or the top is reached; the entry of lateness stands.
        log.info("matter %s: %s not done: %s", matter.number, action.code, error)
