"""Settle beforehand: conflicts are told, identity is checked, sides are warned, addresses for service confirmed."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_kept, lock_side, may_keep
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Preparation, Side
from sanling.domain.mediation.sitting import Settled
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST, MOST = 200, 100
# What a side does itself; who stands on it somebody else checks.
OF_SIDES = (Settled.WARNING, Settled.ADDRESS)


def settle_beforehand(
    *,
    actor: Actor,
    matter_id: int,
    what: Settled,
    side_id: int | None = None,
    means: str = "",
    text: str = "",
) -> Preparation:
    """Keep one of them as a fact beside those before it (法释〔2021〕23号 13, 16, 17).

    Conflicts are the mediator's own to tell. Raises `Invalid` by field, `NotFound`, `NotAllowed`.
    """
    with transaction.atomic():
        if what.is_of_each_side:
            side = lock_side(actor, side_id or 0)
            matter = side.matter
            _refuse_others(actor, side, matter_id, what)
        else:
            matter, side_id = lock_kept(actor, matter_id), None
            if not isinstance(actor, Viewer) or actor.own.post_id != matter.assignee_id:
                raise NotFound("not the mediator's")
        _check(matter, what, means, text)
        fact = Preparation.objects.create(
            matter=matter,
            side_id=side_id,
            kind=what,
            means=means if what is Settled.IDENTITY else "",
            text=text,
            at=clock.now(),
            post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.settle_beforehand",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"side": side_id, "what": what.value},
        )
    return fact


def _refuse_others(actor: Actor, side: Side, matter_id: int, what: Settled) -> None:
    own = isinstance(actor, SideActor) and what in OF_SIDES and side.answer == Side.Answer.CONSENTS
    if side.matter_id != matter_id or not (
        own or (isinstance(actor, Viewer) and may_keep(actor, side.matter))
    ):
        raise NotFound("not theirs to say")


def _check(matter: Matter, what: Settled, means: str, text: str) -> None:
    if what is Settled.IDENTITY and means not in {row.code for row in part_of(matter.city).sittings.means}:
        raise Invalid({"means": _("Please choose one of the options.")})
    if what is Settled.ADDRESS and not text:
        raise Invalid({"text": _("Please fill this in.")})
    if len(text) > LONGEST or Preparation.objects.filter(matter=matter).count() >= MOST:
        raise Invalid({"text": _("Too long.")})
