"""Answer: a side that was asked consents to mediation or refuses it, once."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.access import lock_side
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Side
from sanling.domain.mediation.recounting import recount
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

REFUSES = "sides_refuse"


def answer_side(*, actor: Actor, side_id: int, answer: str) -> Side:
    """Keep what a side answers; the link's holder answers, or a post writes down what was said by phone or in person.

    Where none of those whom the dispute is with is left, mediation ends: against a clear refusal there is none
    (人民调解法 17, 26). Raises `Invalid`, `NotFound`, `NotAllowed` for a side that answered otherwise already.
    """
    if answer not in Side.Answer.values:
        raise Invalid({"answer": _("Please choose one of the options.")})
    with transaction.atomic():
        side = lock_side(actor, side_id)
        if side.answer == answer:
            return side
        if side.answer:
            reason = _(
                "This side has answered already. Whoever has the dispute writes down a change of mind."
            )
            if not isinstance(actor, Viewer) or side.role == Side.Role.APPLICANT:
                raise NotAllowed(action="answer", reason=reason, allowed=())
        side.answer, side.answered_at = answer, clock.now()
        side.by_post_id = actor.post_id if isinstance(actor, Viewer) else side.handed_by_id
        side.save(update_fields=["answer", "answered_at", "by_post"])
        record(
            actor=actor,
            act="mediation.answer_side",
            subject=f"matter:{side.matter_id}",
            city=side.matter.city,
            detail={"side": side.pk, "answer": answer},
        )
        recount(side.matter_id)
        others = Side.objects.filter(matter=side.matter_id, role=Side.Role.RESPONDENT)
        left = others.exclude(answer=Side.Answer.REFUSES).exists()
        if left or not hear(side.matter, REFUSES):
            hear(side.matter, "hear_side", answer)
    return side
