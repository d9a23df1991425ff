"""What happened so far and what happens next, in words chosen when read: entries hold codes, never sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import LinkActor, files_for, visible_entries
from sanling.domain.matters.asking import next_words
from sanling.domain.matters.earlier import BY, EARLIER, ENDED_EARLIER, NUMBER, SAID, TEXT
from sanling.domain.matters.entry_names import EntryNames, names_in
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.merging import worked_on
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.matters.ties import Tied, as_told, naming, tied_by, tied_words
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.domain.workflow.schema import Action, State, Workflow
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import Prepared


@dataclass(frozen=True)
class Detail:
    """One field of an act: its label and its value in words."""

    label: str
    value: str


@dataclass(frozen=True)
class TimelineEvent:
    """One entry as a reader sees it."""

    entry_id: int
    at: datetime
    code: str
    text: str
    who: str
    audience: str
    details: Sequence[Detail]
    attachments: Sequence[Attachment]
    by_party: bool


@dataclass(frozen=True)
class Progress:
    """Where a matter stands, for its party: plain words, who has it, and by when the next step is expected."""

    state: str
    now: str
    next: str
    expected_at: datetime | None
    provisional: bool
    ended: bool
    paused: bool
    follows: bool
    unit: str
    phone: str
    handler: str


@Prepared
def _for_party(matter: int) -> QuerySet[Entry]:
    return _with_files(LinkActor(matter), Matter(pk=matter))


def _with_files(actor: Actor | None, matter: Matter) -> QuerySet[Entry]:
    """Return what of a matter an actor may read, and, for staff to be judged yet, what on others names it."""
    files = Attachment.objects.filter(files_for(actor), entry=OuterRef("pk"))
    entries = visible_entries(actor, matter).annotate(has_files=Exists(files))
    if isinstance(actor, Viewer):
        # Not one condition of two: each is found by its own index.
        entries = entries.union(naming(matter.pk).annotate(has_files=Exists(files)), all=True)
    # What an earlier system told is recorded after the end of it.
    return entries.order_by("at", "id")


def timeline(actor: Actor | None, matter: Matter) -> list[TimelineEvent]:
    """Return the entries that an actor may read, oldest first; to staff also what acts on others did to this matter."""
    definition = reading_of(matter.definition_id)
    to_party = isinstance(actor, LinkActor) and actor.acts
    found = list(_for_party(matter=matter.pk) if to_party else _with_files(actor, matter))
    entries = as_told(actor, matter, definition, [entry for entry in found if entry.matter_id == matter.pk])
    tied = tied_by(actor, matter, [entry for entry in found if entry.matter_id != matter.pk])
    names = names_in(entries, definition, tied)
    files = _files(actor, entries)
    events = [
        _item(entry, definition, names, files.get(entry.pk, []), to_party=to_party) for entry in entries
    ]
    events += [_tied_item(act, names) for act in tied]
    return sorted(events, key=lambda event: (event.at, event.entry_id))


def _files(actor: Actor | None, entries: Iterable[Entry]) -> Mapping[int, list[Attachment]]:
    """Return the files of entries that an actor may see, by entry, without a query where there are none."""
    found: dict[int, list[Attachment]] = {}
    having = [entry.pk for entry in entries if vars(entry)["has_files"]]
    if having:
        files = Attachment.objects.select_related("file").filter(files_for(actor), entry__in=having)
        for file in files.order_by("pk"):
            found.setdefault(file.entry_id, []).append(file)
    return found


def progress(matter: Matter) -> Progress:
    """Return where a matter stands; expects ``unit`` and ``assignee`` joined.

    Of a matter merged into another it says where that one stands and who has it, and nothing of what was said there.
    """
    definition = definition_of(matter.definition_id)
    state = definition.state(matter.state)
    other = worked_on(matter) if state.follows else None
    working = other or matter
    post = working.assignee
    return Progress(
        state=str(state.name),
        now=stage_words(state, other),
        next=next_words(matter, definition, state),
        expected_at=working.due_at if working.open else None,
        provisional=working.open and working.due_provisional,
        ended=not matter.open,
        paused=working.paused,
        follows=other is not None,
        unit=working.unit.name,
        phone=(post.phone if post else "") or working.unit.phone,
        handler=post.name if post else "",
    )


def now_of(matter: Matter) -> str:
    """Return where a matter stands in one sentence, for a list: what `progress` says of it, without what comes next."""
    state = definition_of(matter.definition_id).state(matter.state)
    return stage_words(state, worked_on(matter) if state.follows else None)


def stage_words(state: State, other: Matter | None) -> str:
    """Return what a state is to the party and, of a matter that follows another, where that one stands.

    One that was not taken further is passed over.
    """
    if other is None or (not other.open and other.resolved_at is None):
        return str(state.public)
    stands = definition_of(other.definition_id).state(other.state).public
    return _("%(merged)s. Where that one stands: %(stands)s") % {"merged": state.public, "stands": stands}


def _item(
    entry: Entry, definition: Workflow, names: EntryNames, files: Sequence[Attachment], *, to_party: bool
) -> TimelineEvent:
    action = next((action for action in definition.actions if action.code == entry.code), None)
    return TimelineEvent(
        entry_id=entry.pk,
        at=entry.at,
        code=entry.code,
        text=_text(entry, definition, action, to_party=to_party),
        who=_who(entry, names, to_party=to_party),
        audience=entry.audience,
        details=_details(entry, action, names),
        attachments=files,
        by_party=is_by_party(entry),
    )


def _tied_item(tied: Tied, names: EntryNames) -> TimelineEvent:
    """Return an act on another matter as that of this one: what was written there stays there."""
    return TimelineEvent(
        entry_id=tied.entry.pk,
        at=tied.entry.at,
        code=f"other_{tied.entry.code}",
        text=tied_words(tied),
        who=_who(tied.entry, names, to_party=False),
        audience=Entry.Audience.INTERNAL,
        details=[Detail(_("Title"), tied.entry.matter.title)],
        attachments=[],
        by_party=is_by_party(tied.entry),
    )


def _text(entry: Entry, definition: Workflow, action: Action | None, *, to_party: bool) -> str:
    if action is not None:
        return str(action.public if to_party and action.public else action.name)
    rule = next((rule for rule in definition.all_clocks if rule.code == entry.params.get("clock_code")), None)
    name = rule.name if rule else entry.params.get("clock_code", "")
    told = {
        "clock_warned": _("Deadline near: %(clock)s"),
        "clock_late": _("Deadline passed: %(clock)s"),
        "clock_recomputed": _("Deadline computed anew: %(clock)s"),
        "migrated": _("Moved to version %(version)s of the workflow"),
        "released": _("Given back to the unit, because the post has ended"),
        EARLIER: entry.params.get(SAID) or _("Done in the earlier system"),
        ENDED_EARLIER: _("Ended in the earlier system"),
    }
    if entry.code == EARLIER:
        return told[EARLIER]
    return told.get(entry.code, entry.code) % {"clock": name, "version": entry.params.get("to_version", "")}


def is_by_party(entry: Entry) -> bool:
    """Tell whether the party did it: staff who came by a resident's door did it as the post that they have."""
    return entry.actor_kind in ("link", "visitor") and entry.post_id is None


def _who(entry: Entry, names: EntryNames, *, to_party: bool) -> str:
    if is_by_party(entry):
        return _("You") if to_party else _("Party")
    if entry.code == EARLIER:
        return " · ".join(filter(None, (entry.params.get(BY), names.units.get(entry.unit_id or 0))))
    post = names.posts.get(entry.post_id or 0)
    if post is None:
        return _("System")
    said = {"link": _("By the link that %(name)s handed over")}
    if not to_party:
        said["rule"] = _("A rule, for which %(name)s answers")
    told = said.get(entry.actor_kind, "%(name)s")
    return told % {"name": post.unit.name if to_party else names.post(post.pk)}


def _details(entry: Entry, action: Action | None, names: EntryNames) -> list[Detail]:
    fields = {field.code: field for field in fields_of(action)} if action else {}
    found = [
        Detail(str(field.name), field_type(field.type).show(entry.params[code], field, names))
        for code, field in fields.items()
        if entry.params.get(code) not in (None, "")
    ]
    to = names.units.get(entry.params.get("unit", 0))
    if to and "unit" not in fields and "from_unit" in entry.params:
        found.append(Detail(_("To"), to))
    if number := names.numbers.get(entry.pk):
        found.append(Detail(_("The other matter"), number))
    for name, label in ((NUMBER, _("Number in the earlier system")), (TEXT, _("What was written there"))):
        if entry.params.get(name):
            found.append(Detail(label, entry.params[name]))
    if "point" in entry.params:
        found.append(Detail(_("The point reported"), _("taken away, because it lies elsewhere")))
    return found
