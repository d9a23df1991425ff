"""What happened so far and what happens next, in words chosen when read: entries hold codes, never sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import LinkActor, files_for, visible_entries
from sanling.domain.matters.asking import next_words
from sanling.domain.matters.earlier import BY, EARLIER, ENDED_EARLIER, NUMBER, SAID, TEXT
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.merging import worked_on
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.matters.ties import as_told
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.domain.workflow.schema import Action, State, Workflow
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.lookups import AnyOf
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


@dataclass(frozen=True)
class _Names:
    units: dict[int, str]
    posts: dict[int, Post]
    divisions: dict[str, str]

    def of(self, named: str, key: Any) -> str:
        """Name a unit, post or division."""
        match named:
            case "unit":
                return self.units.get(key, "")
            case "post":
                return self.post(key)
        return self.divisions.get(key, "")

    def post(self, post_id: int) -> str:
        """Return a post's name with its unit's."""
        post = self.posts.get(post_id)
        return f"{post.name} · {post.unit.name}" if post else ""


@Prepared
def _named_units(pks: Sequence[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(AnyOf(F("pk"), pks)).only("name")


@Prepared
def _named_posts(pks: Sequence[int]) -> QuerySet[Post]:
    return Post.objects.filter(AnyOf(F("pk"), pks)).select_related("unit")


@Prepared
def _for_party(matter: int) -> QuerySet[Entry]:
    return _with_files(LinkActor(matter), Matter(pk=matter))


def _with_files(actor: Actor | None, matter: Matter) -> QuerySet[Entry]:
    entries = visible_entries(actor, matter)
    files = Attachment.objects.filter(files_for(actor), entry=OuterRef("pk"))
    # What an earlier system told is recorded after the end of it.
    return entries.annotate(has_files=Exists(files)).order_by("at", "pk")


def timeline(actor: Actor | None, matter: Matter) -> list[TimelineEvent]:
    """Return the entries that an actor may read, oldest first."""
    definition = reading_of(matter.definition_id)
    to_party = isinstance(actor, LinkActor) and actor.acts
    found = _for_party(matter=matter.pk) if to_party else _with_files(actor, matter)
    entries = as_told(actor, matter, definition, list(found))
    names = _names(entries, definition)
    files = _files(actor, entries)
    return [_item(entry, definition, names, files.get(entry.pk, []), to_party=to_party) for entry in entries]


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
    entry: Entry, definition: Workflow, names: _Names, files: Sequence[Attachment], *, to_party: bool
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


def _who(entry: Entry, names: _Names, *, to_party: bool) -> str:
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


def _details(entry: Entry, action: Action | None, names: _Names) -> list[Detail]:
    fields = {field.code: field for field in fields_of(action)} if action else {}
    found = [
        Detail(str(field.name), field_type(field.type).show(entry.params[code], field, names))
        for code, field in fields.items()
        if entry.params.get(code) not in (None, "")
    ]
    to = names.units.get(entry.params.get("unit", 0))
    if to and "unit" not in fields and "from_unit" in entry.params:
        found.append(Detail(_("To"), to))
    for name, label in ((NUMBER, _("Number in the earlier system")), (TEXT, _("What was written there"))):
        if entry.params.get(name):
            found.append(Detail(label, entry.params[name]))
    if "point" in entry.params:
        found.append(Detail(_("The point reported"), _("taken away, because it lies elsewhere")))
    return found


def _names(entries: Sequence[Entry], definition: Workflow) -> _Names:
    """Read the names of all rows that the entries' params name, one query a model."""
    naming = {
        action.code: {field.code: field_type(field.type).names for field in action.fields}
        for action in definition.actions
    }
    named: dict[str, set[Any]] = {
        "unit": {e.unit_id for e in entries if e.code == EARLIER},
        "post": {e.post_id for e in entries if e.post_id},
        "division": set(),
    }
    for entry in entries:
        models = {**naming.get(entry.code, {}), "unit": "unit", "from_unit": "unit"}
        for code, value in entry.params.items():
            model = models.get(code)
            if model:
                named[model].update(value if isinstance(value, list) else [value])
    units, posts, divisions = named["unit"], named["post"], named["division"]
    return _Names(
        units={unit.pk: unit.name for unit in _named_units(pks=list(units))} if units else {},
        posts={post.pk: post for post in _named_posts(pks=list(posts))} if posts else {},
        divisions=dict(Division.objects.filter(pk__in=divisions).values_list("pk", "name"))
        if divisions
        else {},
    )
