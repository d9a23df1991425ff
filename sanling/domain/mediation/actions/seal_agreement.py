"""Seal agreement: the body puts its seal under a text that all parties and the mediator have signed."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.access import lock_agreement, may_seal
from sanling.domain.mediation.agreements import signing_of
from sanling.domain.mediation.effect import take_effect
from sanling.domain.mediation.models import Agreement, Seal
from sanling.domain.mediation.naming import lacking_said
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.signing import lacks_to_seal
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def seal_agreement(*, actor: Viewer, agreement_id: int) -> Agreement:
    """Seal a text, once; it holds by that where the kind of the body says so (人民调解法 29).

    Raises `NotAllowed` before all have signed and where the body has no seal here, `NotFound` for whom it isn't to use.
    """
    with transaction.atomic():
        agreement = lock_agreement(actor, agreement_id)
        if not may_seal(actor, agreement.matter, agreement) or agreement.closed_at is None:
            raise NotFound("not theirs to seal")
        if agreement.sealed_at is not None:
            return agreement
        if lacking := lacks_to_seal(signing_of(agreement)):
            reason = lacking_said(lacking)
            raise NotAllowed(action="seal", reason=reason, allowed=())
        seal = Seal.objects.filter(body=agreement.body_id, ended_at=None).first()
        if seal is None:
            reason = _("This body has no seal here yet. Whoever keeps its unit adds one on the body's page.")
            raise NotAllowed(action="seal", reason=reason, allowed=())
        agreement.seal, agreement.sealed_at, agreement.sealed_by_id = seal, clock.now(), actor.own.post_id
        agreement.save(update_fields=["seal", "sealed_at", "sealed_by"])
        record(
            actor=actor,
            act="mediation.seal_agreement",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "seal": seal.pk},
        )
        recount(agreement.matter_id)
        take_effect(agreement)
    return agreement
