"""What happens after what, read by the worker from the entries of matters.

An entry's verb says whom to tell (`workflow.verbs.Tells`), and of these are told who may open the matter at that
moment. Each follower handles its own rows, in the transaction that takes them, so every reaction happens exactly once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.following import queue_followers
from sanling.domain.matters.merging import worked_on
from sanling.domain.matters.models import Entry
from sanling.domain.matters.telling import may_know_tie, who_may_open
from sanling.domain.matters.ties import tie_of
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.people.models import Unit
from sanling.domain.recognition.verbs.send_link import SendLink
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.domain.workflow.schema import ActorRelation, Workflow
from sanling.domain.workflow.verbs import Tells, verbs
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.fan_out import Follower, fan_out
from sanling.foundation.delivery.notices import NewNotice, notify_many
from sanling.foundation.delivery.outbox import OutboxRow, is_bulk
from sanling.foundation.installed import modules
from sanling.processes.confirmation import is_told_to_sides, tell_sides
from sanling.processes.messages import send_link_job, send_own_link_job
from sanling.processes.notices.outward import tell_outside
from sanling.processes.notices.residents import tell_residents
from sanling.processes.notices.targets import Directory
from sanling.processes.notices.texts import many
from sanling.processes.webhooks.queue import queue as queue_webhooks


def _owners(entry: Entry, definition: Workflow, directory: Directory, _verb: str) -> list[int]:
    """Posts at the holding unit whose turn it is in the state the matter is in now."""
    matter = entry.matter
    roles = definition.state(matter.state).owner
    return [post for role in roles for post in directory.at_unit(matter.unit_id, role)]


def _assignee(entry: Entry, definition: Workflow, directory: Directory, _verb: str) -> list[int]:
    return directory.posts_of(entry.matter, ["assignee"])


def _assignee_or_owners(entry: Entry, definition: Workflow, directory: Directory, verb: str) -> list[int]:
    return _assignee(entry, definition, directory, verb) or _owners(entry, definition, directory, verb)


def _who_work_on_the_other(entry: Entry, definition: Workflow, directory: Directory, _verb: str) -> list[int]:
    """Whoever has the matter into which this one was merged, or whose turn it is there."""
    other = worked_on(entry.matter)
    if other is None:
        return []
    charged = directory.posts_of(other, ["assignee"])
    roles = definition_of(other.definition_id).state(other.state).owner
    return charged or [post for role in roles for post in directory.at_unit(other.unit_id, role)]


def _doers_at_holder(entry: Entry, definition: Workflow, directory: Directory, verb: str) -> list[int]:
    """Posts at the holding unit that may do what a verb does."""
    roles = {who.role for who in _doers(definition, verb)}
    return [post for role in sorted(roles) for post in directory.at_unit(entry.matter.unit_id, role)]


def _called_in(entry: Entry, definition: Workflow, directory: Directory, verb: str) -> list[int]:
    """The same at the units that were called in."""
    roles = {who.role for who in _doers(definition, verb)}
    return [
        post
        for unit in entry.params.get("units", ())
        for role in sorted(roles)
        for post in directory.at_unit(unit, role)
    ]


def _doers_anywhere(entry: Entry, definition: Workflow, directory: Directory, verb: str) -> list[int]:
    """The same wherever they stand to the matter."""
    targets = [f"{who.relation}:{who.role}" for who in _doers(definition, verb)]
    return directory.posts_of(entry.matter, targets)


class _Doer(NamedTuple):
    relation: ActorRelation
    role: str


def _doers(definition: Workflow, verb: str) -> list[_Doer]:
    return [
        _Doer(who.relation, role)
        for action in definition.actions
        if action.verb == verb
        for who in action.who
        for role in who.roles
    ]


def _by_clock(entry: Entry, definition: Workflow, directory: Directory, _verb: str) -> list[int]:
    rule = definition.clock(entry.params["clock_code"])
    told = rule.on_warn if entry.code == "clock_warned" else rule.on_overdue
    return directory.posts_of(entry.matter, told.notify)


# Whom `Tells.to` means; what follows the name is a verb.
WHOM: Mapping[str, Callable[[Entry, Workflow, Directory, str], list[int]]] = {
    "owners": _owners,
    "assignee": _assignee,
    "assignee or owners": _assignee_or_owners,
    "those who work on the other": _who_work_on_the_other,
    "doers": _doers_anywhere,
    "doers at holder": _doers_at_holder,
    "called in": _called_in,
    "clock": _by_clock,
}
# What the system writes into a timeline without an action of the definition.
OF_SYSTEM: Mapping[str, Tells] = {
    "released": Tells("matter.moved_here", "doers at holder", Assign.code),
    "clock_warned": Tells("matter.clock_warned", "clock"),
    "clock_late": Tells("matter.clock_late", "clock"),
}


def _entries(rows: Iterable[OutboxRow]) -> list[Entry]:
    """Return the entries that rows name, in their order, with their matters."""
    ids = [row.payload["entry"] for row in rows]
    found = Entry.objects.filter(pk__in=ids).select_related("matter").order_by("pk")
    return list(found.defer("matter__search", "matter__text"))


def _entries_and_units(rows: Iterable[OutboxRow]) -> list[Entry]:
    """Return the same with the units that hold the matters, which a join would go through once for each entry."""
    entries = _entries(rows)
    units = Unit.objects.select_related("parent").in_bulk({entry.matter.unit_id for entry in entries})
    for entry in entries:
        entry.matter.unit = units[entry.matter.unit_id]
    return entries


def _tell(rows: Iterable[OutboxRow]) -> None:
    """Write a notice to each post that an entry concerns and that may open its matter."""
    entries = _entries_and_units(rows)
    units = {entry.matter.unit for entry in entries}
    directory = Directory()
    directory.read({unit.pk for unit in units} | {unit.parent_id for unit in units if unit.parent_id})
    meant = [concern for entry in entries for concern in _meant(entry, directory)]
    open_to = who_may_open((post, entry.matter) for post, entry, _notice in meant)
    told = [
        (post, entry, code)
        for post, entry, code in meant
        if (post, entry.matter_id) in open_to and _may_know_other(post, entry)
    ]
    notify_many(_notice(post, entry, code) for post, entry, code in told)
    tell_outside(told)


def _send_links(rows: Iterable[OutboxRow]) -> None:
    """Have links sent where there is a gateway: of what staff registered, and institutions' own as they were asked."""
    if sms.has_gateway():
        for entry in _entries(rows):
            if entry.from_state == "" and entry.matter.shown_digest is not None:
                send_link_job.defer(matter_id=entry.matter_id)
            elif _verb(entry, reading_of(entry.matter.definition_id)) == SendLink.code:
                send_own_link_job.defer(entry_id=entry.pk)
            elif is_told_to_sides(entry):
                tell_sides(entry)


def _tell_residents(rows: Iterable[OutboxRow]) -> None:
    if sms.has_gateway():
        tell_residents(_entries(rows))


def _meant(entry: Entry, directory: Directory) -> Iterator[tuple[int, Entry, str]]:
    """Return the posts that an entry concerns, each with the code of its notice; whether they may know is not asked."""
    definition = reading_of(entry.matter.definition_id)
    tells = _tells(entry, definition)
    if tells is None:
        return
    # Nobody is told of what they did themselves; what came by a resident's door is the resident's doing.
    own = entry.post_id if entry.actor_kind == "post" else None
    meant = WHOM[tells.to](entry, definition, directory, tells.verb)
    for post_id in dict.fromkeys([*meant, *_besides(entry, definition, directory)]):
        if post_id != own:
            yield post_id, entry, tells.notice


def _besides(entry: Entry, definition: Workflow, directory: Directory) -> list[int]:
    """Return the posts that the action of the definition names besides."""
    action = next((action for action in definition.actions if action.code == entry.code), None)
    return directory.posts_of(entry.matter, action.notify) if action else []


def _tells(entry: Entry, definition: Workflow) -> Tells | None:
    verb = verbs().get(_verb(entry, definition))
    return verb.tells if verb else OF_SYSTEM.get(entry.code)


def _may_know_other(post_id: int, entry: Entry) -> bool:
    """Tell whether a post may know of the other matter where its notice is about both."""
    definition = reading_of(entry.matter.definition_id)
    tie = tie_of(entry, definition) if _verb(entry, definition) == Merge.code else None
    return tie is None or may_know_tie(post_id, entry.matter_id, tie)


def _notice(post_id: int, entry: Entry, code: str) -> NewNotice:
    if entry.batch is not None:
        url = f"/desk/matters/?family={entry.matter.family}&batch={entry.batch}"
        return NewNotice(recipient=f"post:{post_id}", code=many(code), url=url, batch=entry.batch)
    return NewNotice(
        recipient=f"post:{post_id}",
        code=code,
        params={"number": entry.matter.number, "title": entry.matter.title},
        url=f"/desk/matters/{entry.matter.number}/",
    )


def _verb(entry: Entry, definition: Workflow) -> str:
    action = next((action for action in definition.actions if action.code == entry.code), None)
    return action.verb if action else entry.code


def _queue_webhooks(rows: Sequence[OutboxRow]) -> None:
    queue_webhooks(_entries_and_units(rows), bulk=is_bulk(rows[0].topic))


def _queue_merged(rows: Iterable[OutboxRow]) -> None:
    entries = _entries(rows)
    queue_followers([entry for entry in entries if entry.batch is None], bulk=False)
    queue_followers([entry for entry in entries if entry.batch is not None], bulk=True)


NOTICES = Follower("notices", TOPIC, _tell)
LINKS = Follower("links", TOPIC, _send_links)
WEBHOOKS = Follower("webhooks", TOPIC, _queue_webhooks)
MERGED = Follower("merged", TOPIC, _queue_merged)
RESIDENTS = Follower("residents", TOPIC, _tell_residents)


@cache
def followers() -> tuple[Follower, ...]:
    """Return who follows what happens: these, and those of the `FOLLOWERS` of a room's `followers` module."""
    of_rooms = (follower for module in modules("followers") for follower in module.FOLLOWERS)
    return (NOTICES, LINKS, WEBHOOKS, MERGED, RESIDENTS, *of_rooms)


@cache
def bulk_followers() -> tuple[Follower, ...]:
    """Return the same, of what happens in bulk."""
    return tuple(follower.in_bulk() for follower in followers())


def spread() -> int:
    """Give each follower what has happened since; return how many messages there were."""
    return fan_out(followers())


def spread_bulk() -> int:
    """Give each follower what has happened in bulk."""
    return fan_out(bulk_followers())


def react() -> int:
    """Let all followers handle what has happened since, one after another; return how many messages there were."""
    spread()
    return sum(follower() for follower in followers())


def react_in_bulk() -> int:
    """Do the same with what has happened in bulk."""
    spread_bulk()
    return sum(follower() for follower in bulk_followers())
