"""How matters map to the axes of access, and how an actor stands to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.models import (
    Assignment,
    Attachment,
    Entry,
    Matter,
    Participation,
    Party,
)
from sanling.domain.matters.naming import called
from sanling.domain.people.access import Viewer, identity_access, visible_to, ways_to
from sanling.domain.people.guarded import Guarded
from sanling.domain.people.reach import Reach
from sanling.domain.people.rights import Rights
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.routes import NOTHING
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

# How an assignment ended that leaves sight of the matter to whoever did the work, until it is taken up again.
ENDED_WITH_MATTER = "ended"


def _of_unit(unit_id: int) -> Q:
    return Q(pk__in=Participation.objects.filter(unit_id=unit_id).values("matter"))


def _of_post(post_id: int) -> Q:
    charged = Assignment.objects.filter(Q(ended_at=None) | Q(ended_how=ENDED_WITH_MATTER), post_id=post_id)
    registered = Matter.objects.filter(registered_by_id=post_id)
    return Q(pk__in=charged.values("matter").union(registered.values("pk")))


def _complained_of(unit_id: int) -> Q:
    # Read once, not a row: an EXISTS would be judged so dear that the plans around it go wrong.
    accused = Party.objects.filter(unit_id=unit_id, role__in=Party.ABOUT)
    return Q(concealed=True, pk__in=accused.values("matter"))


def _kinds(profile: Profile) -> dict[str, list[str]]:
    part: MattersPart = profile.part("matters")
    return {family.code: [kind.code for kind in part.kinds_of(family.code)] for family in part.families}


GUARDED = Guarded(
    room="matters",
    name=gettext_lazy("Matters"),
    model=Matter,
    division="division",
    levels={
        Level.CITY: "city",
        Level.COUNTY: "county",
        Level.TOWNSHIP: "township",
        Level.VILLAGE: "village",
    },
    units=_of_unit,
    posts=_of_post,
    lines=("kind", "category"),
    confidentiality="confidentiality",
    concealed_from=_complained_of,
    family="family",
    kind="kind",
    kinds=_kinds,
    called=called,
    told_by="number",
    finds_persons=True,
)


@dataclass(frozen=True)
class LinkActor:
    """Whoever holds a matter's secret link, or proved to hold its phone.

    ``acts`` is false for a link that staff were shown: it tells how far the matter is, opens nothing and does nothing.
    ``phone_index`` is known of a phone that was proved, ``user_id`` of staff signed in in the same browser, ``post_id``
    of a link that a post handed over: what is done by it is never told as the party's own.
    """

    matter_id: int
    acts: bool = True
    phone_index: bytes | None = None
    user_id: int | None = None
    post_id: int | None = None
    kind: str = field(default="link", init=False)

    @property
    def key(self) -> str:
        """The actor's key in entries and audit rows."""
        return f"link:{self.matter_id}"


@dataclass(frozen=True)
class VisitorActor:
    """A resident who reports; nothing about them is kept in the key.

    ``post_id`` is a post of staff who report by a resident's door: they registered the matter, and are never its party.
    """

    post_id: int | None = None
    kind: str = field(default="visitor", init=False)
    key: str = field(default="visitor:portal", init=False)


def visible_matters(actor: Actor | None, *, few: bool = False) -> QuerySet[Matter]:
    """Return the matters that an actor may see; lists, counts, searches, details and exports all start here.

    Whoever narrows them to a ``few`` that are known says so: else the database gathers first all that the actor sees.
    """
    match actor:
        case Viewer():
            return _marked(Matter.objects.filter(visible_to(actor, GUARDED, few=few)), actor, few=few)
        case LinkActor():
            return Matter.objects.filter(pk=actor.matter_id)
        case None:
            return Matter.objects.none()
    return Matter.objects.all() if actor.kind == "system" else Matter.objects.none()


def can_see(actor: Actor, matter_id: int) -> bool:
    """Tell whether one matter is among those that an actor may see."""
    return bool(seen_of(actor, [matter_id]))


def seen_of(actor: Actor, matters: Sequence[int]) -> dict[int, list[Reach]]:
    """Return those of some matters, by their keys, that an actor sees, each with the reaches by which it does."""
    if not isinstance(actor, Viewer):
        return {pk: [] for pk in visible_matters(actor).filter(pk__in=matters).values_list("pk", flat=True)}
    return {row.pk: reaches_seeing(actor, row) for row in _sight(actor)(matters=matters)}


def visible_of_number(actor: Actor, number: str) -> Matter | None:
    """Return key, number and definition of a visible matter: what an act needs before it locks and reads the whole."""
    found = _of_number.first(number=number)
    return found if found is not None and can_see(actor, found.pk) else None


@Prepared
def _of_number(number: str) -> QuerySet[Matter]:
    return Matter.objects.only("number", "definition_id").filter(number=number)


@lru_cache(maxsize=2048)
def _sight(viewer: Viewer) -> Prepared[..., Matter]:
    """Return the question which matters a viewer sees; who sees differently is not equal to this viewer."""

    def sight(matters: Sequence[int]) -> QuerySet[Matter]:
        return visible_matters(viewer, few=True).filter(AnyOf(F("pk"), matters)).only("pk")

    return Prepared(sight)


def ways_to_matters(viewer: Viewer, family: str = "") -> list[QuerySet[Matter]]:
    """Return `visible_matters` of a family, or of all, in parts that may overlap, for lists that need only a page."""
    return [
        Matter.objects.filter(way, *([Q(family=family)] if family else []))
        for way in ways_to(viewer, GUARDED, family=family or None)
    ]


def rows_for_reading(viewer: Viewer) -> QuerySet[Matter]:
    """Return all matters, each telling by which post it is seen: the rows of what a way has shown already."""
    return _marked(Matter.objects.all(), viewer, few=True)


def _mark(reach: Reach) -> str:
    return f"seen_by_post_{reach.post_id}"


def _marked(matters: QuerySet[Matter], viewer: Viewer, *, few: bool) -> QuerySet[Matter]:
    """Let each row tell by which of several posts it is seen; with one post there is nothing to tell."""
    if not viewer.substituted:
        return matters
    yes, no = Value(True), Value(False)  # noqa: FBT003 -- SQL constants
    return matters.annotate(
        **{
            _mark(reach): Case(When(visible_to(viewer, GUARDED, by=reach, few=few), then=yes), default=no)
            for reach in viewer.reaches
        }
    )


def reaches_seeing(viewer: Viewer, matter: Matter) -> list[Reach]:
    """Return the reaches by which a viewer sees a matter that came from `visible_matters`, else those it has now.

    Without a query for the usual viewer, who has but one.
    """
    if not viewer.substituted:
        return [viewer.own]
    marks = [(reach, getattr(matter, _mark(reach), None)) for reach in viewer.reaches]
    if all(mark is not None for _reach, mark in marks):
        return [reach for reach, mark in marks if mark]
    now = visible_matters(viewer, few=True).filter(pk=matter.pk).only("pk").first()
    if now is None:
        return []
    return [reach for reach in viewer.reaches if getattr(now, _mark(reach), True)]


def rights_in(role: RoleRules, matter: Matter) -> Rights:
    """Return what a role may see of matters of this one's family and kind."""
    return role.rights(GUARDED.room, matter.family, matter.kind)


def _rights(viewer: Viewer, matter: Matter) -> list[Rights]:
    return [rights_in(reach.role, matter) for reach in reaches_seeing(viewer, matter)]


def visible_entries(actor: Actor | None, matter: Matter) -> QuerySet[Entry]:
    """Return the entries of a visible matter that an actor may read."""
    entries = Entry.objects.filter(matter=matter.pk)
    if isinstance(actor, Viewer):
        clearance = max((rights.clearance for rights in _rights(actor, matter)), default=0)
        return entries if clearance >= 1 else entries.exclude(audience=Entry.Audience.RESTRICTED)
    if isinstance(actor, LinkActor) and not actor.acts:
        return entries.none()
    return entries.filter(audience=Entry.Audience.PARTY)


def entries_for_all(viewer: Viewer | None) -> QuerySet[Entry]:
    """Return the entries, of all matters that a viewer sees, that whoever sees a matter may read: no restricted one."""
    seen = visible_matters(viewer).values("pk")
    return Entry.objects.filter(matter__in=seen).exclude(audience=Entry.Audience.RESTRICTED)


def files_for(actor: Actor | None) -> Q:
    """Return the filter for what an actor may see of the files that came with entries they may read."""
    return Q() if isinstance(actor, Viewer) else Q(audience=Entry.Audience.PARTY)


def visible_attachments(actor: Actor | None, matter: Matter) -> QuerySet[Attachment]:
    """Return the files of a visible matter that an actor may see."""
    return Attachment.objects.filter(files_for(actor), entry__in=visible_entries(actor, matter))


def identity_of(actor: Actor | None, matter: Matter, party: Party) -> FieldAccess:
    """Return how much of a party's identity an actor may read in a visible matter; expects ``parties`` prefetched."""
    if isinstance(actor, LinkActor) and actor.acts and actor.matter_id == matter.pk:
        return FieldAccess.MASKED
    if not isinstance(actor, Viewer):
        return FieldAccess.HIDDEN
    return identity_access(
        actor,
        _rights(actor, matter),
        respondent_units=respondents_of(matter),
        protected=_is_protected(matter, party.role),
    )


def respondents_of(matter: Matter) -> frozenset[int]:
    """Return the units that a matter complains about or rates; costs nothing where ``parties`` are prefetched."""
    about = (party for party in matter.parties.all() if party.role in Party.ABOUT)
    return frozenset(party.unit_id for party in about if party.unit_id)


def _is_protected(matter: Matter, role: str) -> bool:
    """Tell whether who stands in a role is shown in full or not at all: informants, and petitioners of some kinds."""
    if role == Party.Role.INFORMANT:
        return True
    rules = _part(matter.division_id).kind(matter.kind)
    return role not in Party.ABOUT and (rules is None or rules.identity == "protected")


def _part(path: str) -> MattersPart:
    part: MattersPart = profile_for(path).part("matters")
    return part


def read_in_full(viewer: Viewer) -> QuerySet[Matter]:
    """Return the visible matters of which a viewer may read in full who brought them, to ask of a few that are known.

    Each is seen by a reach that unmasks, and complains about none of the viewer's units.
    """
    unmasking = NOTHING
    for reach in viewer.reaches:
        unmasking |= visible_to(viewer, GUARDED, by=reach, unmasked=True, few=True)
    own = Party.objects.filter(matter=OuterRef("pk"), unit_id__in=viewer.partial_units, role__in=Party.ABOUT)
    return visible_matters(viewer, few=True).filter(~Exists(own), unmasking)


def matters_of_person(viewer: Viewer, index: bytes) -> QuerySet[Matter]:
    """Return the visible matters of a person, by blind index of phone, citizen number or name, where one may unmask.

    To others the answer would tell whom a mask hides.
    """
    parties = Party.objects.filter(Q(phone_index=index) | Q(citizen_number_index=index) | Q(name_index=index))
    return read_in_full(viewer).filter(AnyOf(F("pk"), ArraySubquery(parties.values("matter"))))
