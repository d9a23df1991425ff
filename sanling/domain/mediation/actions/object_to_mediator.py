"""Object to a mediator: a side asks for another, with a reason, and whoever was chosen next is asked."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.access import SideActor, lock_choosing
from sanling.domain.mediation.hearing import act
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Objection
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST = 500


def object_to_mediator(*, actor: Actor, matter_id: int, reason: str, side_id: int | None = None) -> Objection:
    """Keep the reason and release the mediator, whom this dispute gets no more (人民调解法 23; 法释〔2021〕23号 13).

    Raises `Invalid` under "reason", `NotFound`, `NotAllowed` where nobody is charged.
    """
    if not reason or len(reason) > LONGEST:
        raise Invalid(
            {"reason": _("Please give a reason, in at most %(most)d characters.") % {"most": LONGEST}}
        )
    with transaction.atomic():
        matter, side = lock_choosing(actor, matter_id, side_id)
        own = Objection.objects.filter(matter=matter, side=side).count()
        if matter.assignee_id is None or own >= part_of(matter.city).most_choices:
            refused = _("There is no mediator whom you could ask to replace.")
            raise NotAllowed(action="object", reason=refused, allowed=())
        objection = Objection.objects.create(
            matter=matter,
            side=side,
            post_id=matter.assignee_id,
            reason=reason,
            at=clock.now(),
            by_post_id=actor.post_id if isinstance(actor, (Viewer, SideActor)) else None,
        )
        record(
            actor=actor,
            act="mediation.object_to_mediator",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"objection": objection.pk, "post": objection.post_id},
        )
        if not act(matter, "replace", {}):
            refused = _("There is no mediator whom you could ask to replace.")
            raise NotAllowed(action="object", reason=refused, allowed=())
    return objection
