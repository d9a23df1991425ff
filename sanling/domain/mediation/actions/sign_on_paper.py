"""Sign on paper: the mediator brings the printed text with the signatures of whoever had not signed yet."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.act import perform
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.access import lock_agreement, may_keep
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.agreements import signing_of
from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.signing import Way
from sanling.domain.people.access import Viewer

ACTION = "progress"


def sign_on_paper(
    *, actor: Viewer, agreement_id: int, digest: bytes, version: int, pages: Sequence[Enclosure]
) -> Agreement:
    """Keep the signatures of all sides that have not signed and of the mediator, with a scan in the timeline.

    ``version`` is of the matter. Raises `Invalid` without a scan, else as `sign` and `perform` do.
    """
    with transaction.atomic():
        agreement = lock_agreement(actor, agreement_id)
        if not may_keep(actor, agreement.matter) or actor.own.post_id != agreement.matter.assignee_id:
            raise NotFound("not the mediator")
        if not pages:
            raise Invalid({"pages": _("Please add a scan of the signed pages.")})
        signing = signing_of(agreement)
        sides: list[int | None] = [*signing.awaited]
        if signing.mediator is None:
            sides.append(None)
        for side in sides:
            sign(actor=actor, agreement_id=agreement_id, side_id=side, digest=digest, way=Way.PAPER)
        note = _("Signed pages of the agreement")
        perform(
            actor=actor,
            matter_id=agreement.matter_id,
            action=ACTION,
            version=version,
            fields={"note": note},
            enclosures=pages,
        )
    return agreement
