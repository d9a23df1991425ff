"""How matters map to the axes of access, and how an actor stands to one of them."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanling.domain.matters.models import Assignment, Entry, Matter, Participation, Party
from sanling.domain.people.access import Columns, Reach, Viewer, identity_access, visible_to
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import Actor

# How an assignment ended that leaves sight of the matter to whoever did the work.
ENDED_WITH_MATTER = "ended"


def _of_unit(unit_id: int) -> Q:
    return Q(pk__in=Participation.objects.filter(unit_id=unit_id).values("matter"))


def _of_post(post_id: int) -> Q:
    charged = Assignment.objects.filter(Q(ended_at=None) | Q(ended_how=ENDED_WITH_MATTER), post_id=post_id)
    registered = Matter.objects.filter(registered_by_id=post_id)
    return Q(pk__in=charged.values("matter").union(registered.values("pk")))


def _complained_of(unit_id: int) -> Q:
    accused = Party.objects.filter(matter=OuterRef("pk"), unit_id=unit_id, role=Party.Role.RESPONDENT)
    return Q(concealed=True) & Q(Exists(accused))


COLUMNS = Columns(
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
)


@dataclass(frozen=True)
class LinkActor:
    """Whoever holds a matter's secret link, or proved to hold its phone."""

    matter_id: int
    kind: str = field(default="link", init=False)

    @property
    def key(self) -> str:
        """The actor's key in entries and audit rows."""
        return f"link:{self.matter_id}"


@dataclass(frozen=True)
class VisitorActor:
    """A resident who reports; nothing about them is kept in the key."""

    kind: str = field(default="visitor", init=False)
    key: str = field(default="visitor:portal", init=False)


def visible_matters(actor: Actor | None) -> QuerySet[Matter]:
    """Return the matters that an actor may see; lists, counts, searches, details and exports all start here."""
    match actor:
        case Viewer():
            return Matter.objects.filter(visible_to(actor, COLUMNS))
        case LinkActor():
            return Matter.objects.filter(pk=actor.matter_id)
        case None:
            return Matter.objects.none()
    return Matter.objects.all() if actor.kind == "system" else Matter.objects.none()


def visible_entries(actor: Actor | None, matter: Matter) -> QuerySet[Entry]:
    """Return the entries of a visible matter that an actor may read; attachments follow their entry."""
    entries = Entry.objects.filter(matter=matter)
    if isinstance(actor, Viewer):
        clearance = max(reach.role.clearance for reach in actor.reaches)
        return entries if clearance >= 1 else entries.exclude(audience=Entry.Audience.RESTRICTED)
    return entries.filter(audience=Entry.Audience.PARTY)


def identity_of(actor: Actor | None, matter: Matter, *, informant: bool = False) -> FieldAccess:
    """Return how much of a party's identity an actor may read in this matter; expects ``parties`` prefetched."""
    if isinstance(actor, LinkActor) and actor.matter_id == matter.pk:
        return FieldAccess.MASKED
    respondents = frozenset(
        party.unit_id
        for party in matter.parties.all()
        if party.unit_id and party.role == Party.Role.RESPONDENT
    )
    viewer = actor if isinstance(actor, Viewer) else None
    return identity_access(viewer, respondent_units=respondents, informant=informant)


def identified_matters(viewer: Viewer) -> QuerySet[Matter]:
    """Return the visible matters that may be found by a person's phone or number: identity fields are not hidden."""
    if all(FieldAccess(reach.role.identity) is FieldAccess.HIDDEN for reach in viewer.reaches):
        return Matter.objects.none()
    rated = Party.objects.filter(
        matter=OuterRef("pk"), unit_id__in=viewer.unit_ids, role=Party.Role.RESPONDENT
    )
    return visible_matters(viewer).filter(~Exists(rated))


def relations(
    actor: Actor, matter: Matter, *, joint: bool = True
) -> list[tuple[Reach | None, frozenset[str]]]:
    """Return how an actor stands to a matter it can see, for each post it acts for.

    ``joint`` says whether anybody wants to know of units called in, which takes a query.
    """
    if isinstance(actor, LinkActor):
        return [(None, frozenset({"party"}))] if actor.matter_id == matter.pk else []
    if actor.kind == "system":
        return [(None, frozenset({"system"}))]
    if not isinstance(actor, Viewer):
        return []
    open_joint = Assignment.objects.filter(
        matter=matter, kind=Assignment.Kind.JOINT, ended_at=None, unit_id__in=actor.unit_ids
    )
    called = frozenset(open_joint.values_list("unit_id", flat=True)) if joint else frozenset[int]()
    return [(reach, _standing(reach, matter, called)) for reach in actor.reaches]


def _standing(reach: Reach, matter: Matter, joint: frozenset[int]) -> frozenset[str]:
    found = set()
    if reach.unit_id == matter.unit_id:
        found.add("holder")
    if reach.post_id == matter.assignee_id:
        found.add("assignee")
    if reach.unit_id in joint:
        found.add("joint")
    if reach.post_id == matter.registered_by_id:
        found.add("registrar")
    holder_at = matter.unit.division_id
    if len(reach.unit_division) < len(holder_at) and reach.covers(matter.division_id):
        found.add("above")
    return frozenset(found)
