"""Who sees and keeps the sides of a dispute, and what was said: a side its own, staff as they see the dispute.

What a side says to the mediator alone is read by that side and by the one post that it was said to, whoever else sees
the dispute, stands in for the mediator or takes it over.
"""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import LinkActor, identity_of, visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound, Stale
from sanling.domain.matters.impartial import why_no_party
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.standing import acts_on, relations
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, Choice, Member, Objection, Saying, Side
from sanling.domain.people.access import Viewer
from sanling.domain.people.rules import FieldAccess
from sanling.foundation.audit.actor import Actor
from sanling.foundation.privacy.tokens import digest

_for_file = Q(kind__in=(Saying.Kind.STATEMENT, Saying.Kind.TIME))


@dataclass(frozen=True)
class SideActor:
    """Whoever holds a side's secret link; ``post_id`` is the post that was shown it, on a printed invitation."""

    side_id: int
    matter_id: int
    post_id: int | None = None
    kind: str = field(default="side", init=False)

    @property
    def key(self) -> str:
        """The actor's key in audit rows."""
        return f"side:{self.side_id}"


def side_of_token(token: str) -> tuple[Side, SideActor] | None:
    """Return the side of a link's secret with the matter that it is of, and who acts by it."""
    rows = Side.objects.select_related("matter__unit", "matter__assignee", "matter__division")
    side = rows.filter(link_digest=digest(token)).first()
    return (side, SideActor(side.pk, side.matter_id, side.handed_by_id)) if side else None


def is_mediated(matter: Matter) -> bool:
    """Tell whether matters of a kind are mediated in their city."""
    return matter.kind in part_of(matter.division_id[:4]).mediated


def visible_sides(viewer: Viewer | None, matter: Matter) -> QuerySet[Side]:
    """Return the sides of a matter, if the viewer may see it."""
    seen = visible_matters(viewer).filter(pk=matter.pk).values("pk")
    return Side.objects.filter(matter__in=seen).select_related("by_post").order_by("nth")


def members_of(viewer: Viewer | None, matter: Matter) -> QuerySet[Member]:
    """Return who stands on the sides of a matter, likewise."""
    return Member.objects.filter(side__in=visible_sides(viewer, matter)).order_by("pk")


def sayings_for(actor: Actor | None, side: Side) -> QuerySet[Saying]:
    """Return what was said by and to a side, as far as an actor may read it; to all in the room, see `room`."""
    said = Saying.objects.filter(side=side.pk).exclude(kind=Saying.Kind.ROOM).order_by("pk")
    if isinstance(actor, SideActor):
        own = said.filter(side=actor.side_id)
        # Who handed a link over has seen it, and might read by it: nothing that was said alone to another.
        return own if actor.post_id is None else own.filter(_for_file | Q(with_post=actor.post_id))
    if not isinstance(actor, Viewer) or not visible_sides(actor, side.matter).filter(pk=side.pk).exists():
        return said.none()
    return said.filter(_for_file | Q(with_post=actor.own.post_id))


def choices_for(actor: Actor | None, matter: Matter) -> QuerySet[Choice]:
    """Return whom sides chose, in its order: of a side and of whoever brought the dispute their own, of staff all."""
    found = Choice.objects.filter(matter=matter.pk).select_related("side", "by_post").order_by("pk")
    found = found.prefetch_related("picks__mediator__body")
    own = Q(side=None) | Q(side__role=Side.Role.APPLICANT)
    if isinstance(actor, SideActor):
        is_own = Side.objects.filter(pk=actor.side_id, matter=matter.pk, role=Side.Role.APPLICANT).exists()
        return found.exclude(way=Choice.Way.BODY).filter(own if is_own else Q(side=actor.side_id))
    if isinstance(actor, LinkActor):
        return found.exclude(way=Choice.Way.BODY).filter(own, matter=actor.matter_id if actor.acts else 0)
    return found.filter(matter__in=visible_matters(actor).filter(pk=matter.pk).values("pk"))


def objections_for(viewer: Viewer, matter: Matter) -> QuerySet[Objection]:
    """Return which mediators sides refused and why, for staff who see it; of oneself nobody reads the reason."""
    seen = visible_matters(viewer).filter(pk=matter.pk).values("pk")
    found = Objection.objects.filter(matter__in=seen).exclude(post__user=viewer.user_id)
    return found.select_related("side", "post").order_by("pk")


def agreements_of(actor: Actor | None, matter: Matter) -> QuerySet[Agreement]:
    """Return the texts of agreements in a matter that an actor may read, the last first.

    A side that takes part reads what was closed for signing; how it was drawn up before is the mediator's.
    """
    found = Agreement.objects.filter(matter=matter.pk).select_related("body__unit", "seal").order_by("-nth")
    if isinstance(actor, SideActor):
        consents = Side.objects.filter(pk=actor.side_id, answer=Side.Answer.CONSENTS).values("matter")
        return found.filter(matter__in=consents, closed_at__isnull=False)
    if not isinstance(actor, Viewer):
        return found.none()
    return found.filter(matter__in=visible_matters(actor).filter(pk=matter.pk).values("pk"))


def agreement_of_code(code: str) -> Agreement | None:
    """Return the agreement whose paper has a code, for whoever has the paper: to be told how it stands, and no more."""
    papers = Agreement.objects.select_related("body__unit").filter(closed_at__isnull=False)
    return papers.filter(code=code).first()


def may_follow_up(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor has or had charge of a dispute that it sees, open or ended: it follows the agreement up."""
    if not isinstance(actor, Viewer):
        return actor.kind == "system"
    standings = relations(actor, Situations([matter]).of(matter), joint=False)
    return is_mediated(matter) and any(standing & {"assignee", "holder"} for _reach, standing in standings)


def may_seal(actor: Actor, matter: Matter, agreement: Agreement) -> bool:
    """Tell whether an actor uses the seal of an agreement's body: by a post that the profile names, at its unit."""
    if not isinstance(actor, Viewer):
        return False
    return (
        actor.own.unit_id == agreement.body.unit_id
        and actor.own.role.code in part_of(matter.division_id[:4]).sealers
    )


def reads_agreement(viewer: Viewer, matter: Matter, agreement: Agreement) -> bool:
    """Tell whether a viewer reads the words of an agreement, which name the sides.

    It is who seals what was closed, and who follows the dispute up and reads the names of its parties in full.
    """
    if agreement.closed_at is not None and may_seal(viewer, matter, agreement):
        return True
    return reads_names(viewer, matter)


def reads_names(viewer: Viewer, matter: Matter) -> bool:
    """Tell whether a viewer follows a dispute up and reads the names of its parties in full."""
    named = (identity_of(viewer, matter, party) for party in matter.parties.all() if party.is_person)
    return may_follow_up(viewer, matter) and all(access is FieldAccess.FULL for access in named)


def may_keep(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor asks the sides of a matter that it sees, and writes down what they say.

    It is who is charged with it, or works at the unit that holds it; who only supervises from above doesn't.
    """
    if not is_mediated(matter) or not matter.open or matter.resolved_at is not None:
        return False
    situation = Situations([matter]).of(matter)
    if isinstance(actor, Viewer):
        standings = relations(actor, situation, joint=False)
        if not any(standing & {"assignee", "holder"} for _reach, standing in standings):
            return False
    return acts_on(actor, situation)


def talks_privately(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor says something alone: the mediator who is charged, by the own post, or a side to them.

    By a link that was handed over a side does so where it was the mediator who handed it over.
    """
    if matter.assignee_id is None:
        return False
    if isinstance(actor, SideActor):
        return actor.post_id in (None, matter.assignee_id)
    return isinstance(actor, Viewer) and actor.own.post_id == matter.assignee_id


def _locked(matter_id: int) -> Matter | None:
    locked = Matter.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    return locked.defer("search").filter(pk=matter_id).first()


def lock_kept(actor: Actor, matter_id: int) -> Matter:
    """Lock a matter whose sides are to change; raises `NotFound` for one out of sight, `NotAllowed`."""
    matter = _locked(matter_id)
    if matter is None or not visible_matters(actor).filter(pk=matter_id).exists():
        raise NotFound("no such matter")
    if not may_keep(actor, matter):
        raise NotAllowed(
            action="sides",
            reason=_("Whoever acts on a dispute that is being mediated keeps its sides."),
            allowed=(),
        )
    return matter


def lock_side(actor: Actor, side_id: int) -> Side:
    """Lock a side with its matter, for its link's holder or who keeps it.

    Raises `NotFound`, and `NotAllowed` where mediation is over.
    """
    side = Side.objects.select_related("matter").filter(pk=side_id).first()
    if side is None or (isinstance(actor, SideActor) and actor.side_id != side.pk):
        raise NotFound("no such side")
    if isinstance(actor, SideActor):
        matter = Matter.objects.select_for_update(no_key=True).defer("search").get(pk=side.matter_id)
        if not matter.open or matter.resolved_at is not None:
            raise NotAllowed(action="sides", reason=_("Mediation has ended."), allowed=())
    else:
        matter = lock_kept(actor, side.matter_id)
    side = Side.objects.select_for_update(no_key=True).get(pk=side_id)
    side.matter = matter
    return side


def lock_choosing(actor: Actor, matter_id: int, side_id: int | None = None) -> tuple[Matter, Side | None]:
    """Lock a dispute in which a side chooses its mediator or objects to one; return it with the side.

    A side that takes part does by its link; whoever brought it by the matter's own, then there is no side; or who keeps
    the sides writes it down. Raises `NotFound`, `NotAllowed`.
    """
    if isinstance(actor, SideActor):
        side = lock_side(actor, actor.side_id)
        if side.answer != Side.Answer.CONSENTS or side.matter_id != matter_id:
            reason = _("This side has not consented to mediation.")
            raise NotAllowed(action="choose", reason=reason, allowed=())
        return Matter.objects.select_related("unit").get(pk=matter_id), side
    if isinstance(actor, LinkActor):
        return _lock_own(actor, matter_id), None
    matter = lock_kept(actor, matter_id)
    chosen = Side.objects.filter(matter=matter, pk=side_id).first() if side_id else None
    if side_id and chosen is None:
        raise NotFound("no such side")
    return matter, chosen


def _lock_own(actor: LinkActor, matter_id: int) -> Matter:
    matter = _locked(matter_id)
    if matter is None or actor.matter_id != matter.pk:
        raise NotFound("no such matter")
    why = why_no_party(actor, matter)
    if why is None and not (is_mediated(matter) and matter.open and matter.resolved_at is None):
        why = gettext_lazy("Mediation has ended.")
    if why is not None:
        raise NotAllowed(action="choose", reason=str(why), allowed=())
    return matter


def lock_matter(actor: Actor, matter_id: int) -> Matter:
    """Lock a dispute whose agreement is signed, sealed, ended or performed.

    For whoever sees it, or a side of it by its link; what else an act needs it asks for itself. Raises `NotFound`.
    """
    matter = _locked(matter_id)
    if isinstance(actor, SideActor):
        seen = matter is not None and actor.matter_id == matter.pk
    else:
        seen = matter is not None and visible_matters(actor).filter(pk=matter_id).exists()
    if matter is None or not seen or not is_mediated(matter):
        raise NotFound("no such matter")
    return matter


def lock_agreement(actor: Actor, agreement_id: int) -> Agreement:
    """Lock a dispute, as `lock_matter` does, and return one of its agreements that has not ended; raises `NotFound`."""
    known = Agreement.objects.filter(pk=agreement_id).values_list("matter", flat=True).first()
    matter = lock_matter(actor, known or 0)
    readable = (
        agreements_of(actor, matter) if actor.kind != "system" else Agreement.objects.filter(matter=matter)
    )
    found = readable.filter(pk=agreement_id, ended_at=None).first()
    if found is None:
        raise NotFound("no such agreement")
    found.matter = matter
    return found


def lock_drawn_up(actor: Actor, agreement_id: int, version: int) -> Agreement:
    """Lock an agreement that is drawn up, as it was read; raises `Stale`, `NotAllowed` of a closed one, `NotFound`."""
    agreement = lock_agreement(actor, agreement_id)
    if not may_keep(actor, agreement.matter):
        raise NotFound("not theirs to draw up")
    if agreement.closed_at is not None:
        reason = _("This text is closed for signing. Take it back to change it.")
        raise NotAllowed(action="change_terms", reason=reason, allowed=())
    if agreement.version != version:
        raise Stale(opened=version, current=agreement.version)
    return agreement
