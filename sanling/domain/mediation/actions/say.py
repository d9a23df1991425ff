"""Say: a side adds a statement, proposes a time, or tells the mediator something alone, and is told something."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.access import SideActor, lock_side, talks_privately
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Saying, Side
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST = 2000
# Of one side.
MOST = 300


def say(
    *, actor: Actor, side_id: int, kind: str, text: str = "", proposed_at: datetime | None = None
) -> Saying:
    """Keep what was said; it stays as it is. Of what is said alone no log, timeline or notice has a word.

    Raises `Invalid` by field, `NotFound`, and `NotAllowed` for a side that has not consented, and for what is said
    alone where nobody is charged with the dispute, or by another post than the one that is.
    """
    with transaction.atomic():
        side = lock_side(actor, side_id)
        _check(side, kind, text, proposed_at)
        alone = kind == Saying.Kind.PRIVATE
        if alone and not talks_privately(actor, side.matter):
            reason = _("Only the mediator who has the dispute is told something alone.")
            raise NotAllowed(action="say", reason=reason, allowed=())
        saying = Saying.objects.create(
            side=side,
            kind=kind,
            text=text,
            proposed_at=proposed_at if kind == Saying.Kind.TIME else None,
            at=clock.now(),
            post_id=actor.post_id if isinstance(actor, Viewer) else None,
            with_post_id=side.matter.assignee_id if alone else None,
        )
        record(
            actor=actor,
            act="mediation.say",
            subject=f"matter:{side.matter_id}",
            city=side.matter.city,
            detail={"side": side.pk, "saying": saying.pk},
        )
        if isinstance(actor, SideActor):
            hear(side.matter, "hear_side", kind)
    return saying


def _check(side: Side, kind: str, text: str, proposed_at: datetime | None) -> None:
    if side.answer != Side.Answer.CONSENTS:
        reason = _("This side has not consented to mediation.")
        raise NotAllowed(action="say", reason=reason, allowed=())
    if kind not in Saying.Kind.values or kind == Saying.Kind.ROOM:
        raise Invalid({"kind": _("Please choose one of the options.")})
    if kind == Saying.Kind.TIME:
        if proposed_at is None:
            raise Invalid({"proposed_at": _("Please fill this in.")})
        if proposed_at <= clock.now():
            raise Invalid({"proposed_at": _("This time is over.")})
    elif not text:
        raise Invalid({"text": _("Please fill this in.")})
    if len(text) > LONGEST:
        raise Invalid({"text": too_long(text)})
    if Saying.objects.filter(side=side).count() >= MOST:
        raise Invalid({"text": _("Too much was written here. Please call the mediator.")})


def too_long(text: str) -> str:
    """Say that a text is too long."""
    return _("At most %(limit_value)d characters; these are %(show_value)d.") % {
        "limit_value": LONGEST,
        "show_value": len(text),
    }
