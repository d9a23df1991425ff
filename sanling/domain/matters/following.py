"""What was merged into another matter ends with it, is taken up again with it, or is set free of it."""

import logging
from collections.abc import Iterable, Sequence

from django.db import transaction

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.merging import followed_by, followers_of
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.split import Split
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.domain.workflow.schema import ActorRelation
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.outbox import NewOutboxRow, OutboxRow, consume, drain, in_bulk, put_many

TOPIC = "matters.follow"
BATCH = 50
FOLLOWING = SystemActor("following")
log = logging.getLogger(__name__)


def queue_followers(entries: Sequence[Entry], *, bulk: bool) -> None:
    """Queue what has to look at the one that it follows, which ended or was taken up again, or is new to it."""
    if not entries:
        return
    turned = {entry.matter_id for entry in entries if _turns(entry)}
    merged = {entry.matter_id for entry in entries if _verb(entry) == Merge.code}
    looking = sorted({*merged, *(followers_of(turned) if turned else ())})
    topic = in_bulk(TOPIC) if bulk else TOPIC
    put_many(NewOutboxRow(topic, str(pk), {"matter": pk}) for pk in looking)


def _turns(entry: Entry) -> bool:
    """Tell whether an act ended a matter or took it up again."""
    if not entry.from_state or entry.from_state == entry.to_state:
        return False
    definition = reading_of(entry.matter.definition_id)
    return definition.state(entry.from_state).end != definition.state(entry.to_state).end


def _verb(entry: Entry) -> str:
    actions = reading_of(entry.matter.definition_id).actions
    return next((action.verb for action in actions if action.code == entry.code), "")


def follow_others() -> int:
    """Let merged matters follow those that ended or were taken up again; return how many were looked at."""
    return drain(topic=TOPIC, limit=BATCH, handler=_handle)


def follow_others_bulk() -> int:
    """Do the same of the next of those that follow what was done in bulk."""
    return consume(topic=in_bulk(TOPIC), limit=BATCH, handler=_handle)


def _handle(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        _follow(row.payload["matter"])


def _follow(matter_id: int) -> None:
    matter = Matter.objects.only("number", "state", "definition").filter(pk=matter_id).first()
    other = Matter.objects.only("open", "resolved_at").filter(pk=followed_by(matter_id) or 0).first()
    if matter is None or other is None:
        return
    definition = definition_of(matter.definition_id)
    follows = definition.state(matter.state).follows
    if follows == other.open:
        return
    # What was refused or withdrawn says nothing about those that were merged into it.
    verb = Split.code if follows and other.resolved_at is None else Follow.code
    for action in definition.actions:
        if action.verb == verb and matter.state in action.sources and action.by(ActorRelation.SYSTEM):
            try:
                with transaction.atomic():
                    perform(actor=FOLLOWING, matter_id=matter_id, action=action.code, version=None, fields={})
            except ActError as error:
                # A party or clerk was quicker.
                log.info("matter %s: %s not done: %s", matter.number, action.code, error)
