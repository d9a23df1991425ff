"""What happens after what: the one list, read by the worker from the entries of matters.

An entry's verb decides whom to tell, and of these are told who may open the matter at that moment. Each batch is
handled in the transaction that takes it from the outbox, so every reaction happens exactly once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sanling.domain.matters.entries import TOPIC
from sanling.domain.matters.merging import worked_on
from sanling.domain.matters.models import Entry
from sanling.domain.matters.telling import may_know_tie, who_may_open
from sanling.domain.matters.ties import tie_of
from sanling.domain.people.models import Unit
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Definition, Verb
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.notices import NewNotice, notify_many
from sanling.foundation.delivery.outbox import OutboxRow, consume
from sanling.processes.following import queue_followers
from sanling.processes.messages import send_link_job
from sanling.processes.notices.targets import Directory
from sanling.processes.webhooks.queue import queue as queue_webhooks

BATCH = 2000


@dataclass(frozen=True)
class Told:
    """Whom an entry concerns, as a function of entry and directory, and the notice they get."""

    notice: str
    whom: Callable[[Entry, Definition, Directory], list[int]]


def _owners(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    """Posts at the holding unit whose turn it is in the state the matter is in now."""
    matter = entry.matter
    roles = definition.state(matter.state).owner
    return [post for role in roles for post in directory.at_unit(matter.unit_id, role)]


def _assignee(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    return directory.posts_of(entry.matter, ["assignee"])


def _assignee_or_owners(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    return _assignee(entry, definition, directory) or _owners(entry, definition, directory)


def _who_work_on_the_other(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    """Whoever has the matter into which this one was merged, or whose turn it is there."""
    other = worked_on(entry.matter)
    if other is None:
        return []
    charged = directory.posts_of(other, ["assignee"])
    roles = definition_of(other.definition_id).state(other.state).owner
    return charged or [post for role in roles for post in directory.at_unit(other.unit_id, role)]


def _leaders(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    """Posts at the holding unit that may assign the matter anew."""
    roles = {
        role
        for action in definition.actions
        if action.verb is Verb.ASSIGN
        for who in action.who
        for role in who.roles
    }
    return [post for role in sorted(roles) for post in directory.at_unit(entry.matter.unit_id, role)]


def _called_in(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    roles = {
        role
        for action in definition.actions
        if action.verb is Verb.REPORT_IN
        for who in action.who
        for role in who.roles
    }
    return [
        post
        for unit in entry.params.get("units", ())
        for role in sorted(roles)
        for post in directory.at_unit(unit, role)
    ]


def _deciders(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    matter = entry.matter
    targets = [
        f"{who.relation}:{role}"
        for action in definition.actions
        if action.verb is Verb.DECIDE_EXTENSION
        for who in action.who
        for role in who.roles
    ]
    return directory.posts_of(matter, targets)


def _by_clock(entry: Entry, definition: Definition, directory: Directory) -> list[int]:
    rule = definition.clock(entry.params["clock_code"])
    told = rule.on_warn if entry.code == "clock_warned" else rule.on_overdue
    return directory.posts_of(entry.matter, told.notify)


REACTIONS: dict[str, Told] = {
    Verb.REGISTER: Told("matter.registered", _owners),
    Verb.ROUTE: Told("matter.moved_here", _owners),
    Verb.ESCALATE: Told("matter.moved_here", _owners),
    Verb.ASSIGN: Told("matter.assigned", _assignee),
    Verb.RETURN: Told("matter.returned", _owners),
    Verb.JOIN_IN: Told("matter.joined", _called_in),
    Verb.SUPERVISE: Told("matter.supervised", _assignee_or_owners),
    Verb.EXTEND: Told("matter.extension_asked", _deciders),
    Verb.DECIDE_EXTENSION: Told("matter.extension_decided", _assignee_or_owners),
    Verb.ADD: Told("matter.added", _assignee_or_owners),
    Verb.RATE: Told("matter.rated", _assignee_or_owners),
    Verb.REOPEN: Told("matter.reopened", _owners),
    Verb.MERGE: Told("matter.merged", _who_work_on_the_other),
    Verb.SPLIT: Told("matter.split", _owners),
    Verb.WITHDRAW: Told("matter.withdrawn", _assignee_or_owners),
    "released": Told("matter.moved_here", _leaders),
    "clock_warned": Told("matter.clock_warned", _by_clock),
    "clock_late": Told("matter.clock_late", _by_clock),
}


def react() -> int:
    """Handle the entries that have committed since, and return how many."""
    done = 0
    while batch := consume(topic=TOPIC, limit=BATCH, handler=_handle):
        done += batch
    return done


def _handle(rows: Iterable[OutboxRow]) -> None:
    ids = [row.payload["entry"] for row in rows]
    found = Entry.objects.filter(pk__in=ids).select_related("matter").order_by("pk")
    entries = list(found.defer("matter__search", "matter__text"))
    units = Unit.objects.select_related("parent").in_bulk({entry.matter.unit_id for entry in entries})
    for entry in entries:
        entry.matter.unit = units[entry.matter.unit_id]
    directory = Directory()
    directory.read({*units, *(unit.parent_id for unit in units.values() if unit.parent_id)})
    meant = [one for entry in entries for one in _meant(entry, directory)]
    open_to = who_may_open((post, entry.matter) for post, entry, _notice in meant)
    notify_many(
        _notice(post, entry, code)
        for post, entry, code in meant
        if (post, entry.matter_id) in open_to and _may_know_other(post, entry)
    )
    _send_links(entries)
    queue_webhooks(entries)
    queue_followers(entries)


def _send_links(entries: Iterable[Entry]) -> None:
    """Have the links of what staff registered sent to the residents, where there is a gateway."""
    if sms.has_gateway():
        for entry in entries:
            if entry.from_state == "" and entry.matter.shown_digest is not None:
                send_link_job.defer(matter_id=entry.matter_id)


def _meant(entry: Entry, directory: Directory) -> Iterator[tuple[int, Entry, str]]:
    """Return the posts that an entry concerns, each with the code of its notice; whether they may know is not asked."""
    definition = definition_of(entry.matter.definition_id)
    told = REACTIONS.get(_verb(entry, definition))
    for post_id in dict.fromkeys(told.whom(entry, definition, directory)) if told else ():
        # Nobody is told of what they did themselves.
        if told and post_id != entry.post_id:
            yield post_id, entry, told.notice


def _may_know_other(post_id: int, entry: Entry) -> bool:
    """Tell whether a post may know of the other matter where its notice is about both."""
    definition = definition_of(entry.matter.definition_id)
    tie = tie_of(entry, definition) if _verb(entry, definition) == Verb.MERGE else None
    return tie is None or may_know_tie(post_id, entry.matter_id, tie)


def _notice(post_id: int, entry: Entry, code: str) -> NewNotice:
    return NewNotice(
        recipient=f"post:{post_id}",
        code=code,
        params={"number": entry.matter.number, "title": entry.matter.title},
        url=f"/desk/matters/{entry.matter.number}/",
    )


def _verb(entry: Entry, definition: Definition) -> str:
    action = next((one for one in definition.actions if one.code == entry.code), None)
    return action.verb if action else entry.code
