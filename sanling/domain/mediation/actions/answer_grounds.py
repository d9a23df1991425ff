"""Answer grounds: a person says of each ground against confirmation whether it is so, and why."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.access import lock_agreement
from sanling.domain.mediation.confirming import confirmation_part, hints_of, precheck_of
from sanling.domain.mediation.confirming_access import prepares
from sanling.domain.mediation.models import Agreement, GroundAnswer
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record

LONGEST = 300


class Said(NamedTuple):
    """An answer: whether the ground is there, and why."""

    applies: bool
    reason: str = ""


def answer_grounds(*, actor: Viewer, agreement_id: int, answers: Mapping[str, Said]) -> Agreement:
    """Keep the answers that are new or differ from the last, beside those before.

    A yes needs its reason, and so does a no where words in the text hint at the ground. Raises `Invalid` by ground,
    `NotFound` for whom it isn't to answer and for an agreement that isn't in force.
    """
    with transaction.atomic():
        agreement = lock_agreement(actor, agreement_id)
        part = confirmation_part(agreement.body.unit.city)
        if part is None or agreement.effective_at is None or not prepares(actor, agreement):
            raise NotFound("not theirs to answer")
        _check(agreement, answers, {ground.code for ground in part.grounds})
        before = precheck_of(agreement).answers
        new = [
            GroundAnswer(
                agreement=agreement,
                ground=ground,
                applies=said.applies,
                reason=said.reason,
                post_id=actor.own.post_id,
                at=clock.now(),
            )
            for ground, said in answers.items()
            if ground not in before or (before[ground].applies, before[ground].reason) != said
        ]
        GroundAnswer.objects.bulk_create(new)
        record(
            actor=actor,
            act="mediation.answer_grounds",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "grounds": {row.ground: row.applies for row in new}},
        )
    return agreement


def _check(agreement: Agreement, answers: Mapping[str, Said], known: Collection[str]) -> None:
    hinted = {hint.ground for hint in hints_of(agreement)}
    errors = {ground: _("Please choose one of the options.") for ground in answers if ground not in known}
    for ground, said in answers.items():
        if not said.reason and (said.applies or ground in hinted):
            errors[ground] = _("Please say why.")
        elif len(said.reason) > LONGEST:
            errors[ground] = _("At most %(limit_value)d characters; these are %(show_value)d.") % {
                "limit_value": LONGEST,
                "show_value": len(said.reason),
            }
    if errors:
        raise Invalid(errors)
