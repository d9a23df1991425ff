"""Say in the room: to all who take part, or between one side and the mediator alone; words, a file, or both."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_kept, lock_side, talks_privately
from sanling.domain.mediation.actions.say import LONGEST, too_long
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Saying, Side
from sanling.domain.mediation.room import is_own, said_in_room, sides_in_room
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.files.models import StoredFile

# Of one dispute.
MOST = 3000
# A conversation is heard once: what follows within so long is the same one.
LATELY = timedelta(minutes=30)


def say_in_room(
    *,
    actor: Actor,
    matter_id: int,
    to_side: int | None,
    text: str = "",
    file: StoredFile | None = None,
    corrects: int | None = None,
) -> Saying:
    """Keep what is said in the room, to all or (``to_side``) alone; it stays as it is, and is corrected beside.

    A ``file`` is one that the actor has just sent. The timeline tells that a side spoke, once a conversation, and never
    what. Raises `Invalid` by field, `NotFound`, and `NotAllowed` once mediation has ended.
    """
    with transaction.atomic():
        matter, side = _locked(actor, matter_id, to_side)
        alone = to_side is not None
        if alone and not talks_privately(actor, matter):
            reason = _("Only the mediator who has the dispute is told something alone.")
            raise NotAllowed(action="say", reason=reason, allowed=())
        _check(matter, text, file)
        before = _corrected(actor, matter, corrects, to_side)
        lately = side is not None and _spoke_lately(side)
        saying = Saying.objects.create(
            side=side,
            matter=None if alone else matter,
            kind=Saying.Kind.PRIVATE if alone else Saying.Kind.ROOM,
            text=text,
            file=file,
            corrects=before,
            at=clock.now(),
            post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
            with_post_id=matter.assignee_id if alone else None,
        )
        _record(actor, matter, saying)
        if isinstance(actor, SideActor) and not lately:
            hear(matter, "hear_side", "private" if alone else "room")
    return saying


def _record(actor: Actor, matter: Matter, saying: Saying) -> None:
    """Record that something was said, and not what."""
    record(
        actor=actor,
        act="mediation.say_in_room",
        subject=f"matter:{matter.pk}",
        city=matter.city,
        detail={"saying": saying.pk, "alone": saying.matter_id is None, "file": saying.file_id is not None},
    )


def _locked(actor: Actor, matter_id: int, to_side: int | None) -> tuple[Matter, Side | None]:
    """Lock the dispute; return it with the side that speaks, or that staff speak to alone."""
    if isinstance(actor, SideActor):
        side = lock_side(actor, actor.side_id)
        if side.matter_id != matter_id or to_side not in (None, side.pk):
            raise NotFound("no such room")
        if side.answer != Side.Answer.CONSENTS:
            reason = _("This side has not consented to mediation.")
            raise NotAllowed(action="say", reason=reason, allowed=())
        return side.matter, side
    matter = lock_kept(actor, matter_id)
    chosen = sides_in_room(matter).filter(pk=to_side).first() if to_side is not None else None
    if to_side is not None and chosen is None:
        raise NotFound("no such side")
    return matter, chosen


def _check(matter: Matter, text: str, file: StoredFile | None) -> None:
    if not text and file is None:
        raise Invalid({"text": _("Please write something, or send a file.")})
    if len(text) > LONGEST:
        raise Invalid({"text": too_long(text)})
    if Saying.objects.filter(matter=matter).count() >= MOST:
        raise Invalid({"text": _("Too much was written here. Please call the mediator.")})


def _corrected(actor: Actor, matter: Matter, corrects: int | None, to_side: int | None) -> Saying | None:
    """Return what is said anew: one's own words, to whom they were said."""
    if corrects is None:
        return None
    before = said_in_room(actor, matter).filter(pk=corrects).first()
    to = None if before is None or before.kind == Saying.Kind.ROOM else before.side_id
    if before is None or not is_own(actor, before) or to != to_side:
        raise Invalid({"text": _("Only your own words can be corrected, before the same people.")})
    return before


def _spoke_lately(side: Side) -> bool:
    spoken = Saying.objects.filter(side=side, post=None, kind__in=(Saying.Kind.ROOM, Saying.Kind.PRIVATE))
    return spoken.filter(at__gt=clock.now() - LATELY).exists()
