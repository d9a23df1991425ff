"""Enclose proofs: files that the dispute has go to the court as well, those alone that somebody chose."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_attachments
from sanling.domain.matters.act import perform
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.confirming_access import lock_confirmation
from sanling.domain.people.access import Viewer


def enclose_proofs(
    *, actor: Viewer, confirmation_id: int, attachments: Collection[int], version: int
) -> Entry:
    """Enclose files of the dispute that the actor sees, once stored; ``version`` is of the application's matter.

    Raises `Invalid` where none was chosen or one isn't there, `NotFound`, and as `perform` does.
    """
    with transaction.atomic():
        confirmation = lock_confirmation(actor, confirmation_id)
        dispute = confirmation.agreement.matter
        found = visible_attachments(actor, dispute).filter(pk__in=attachments).select_related("file")
        chosen = list(found.order_by("pk"))
        if not chosen or len(chosen) < len({*attachments}):
            raise Invalid({"proofs": _("Please choose from the options.")})
        return perform(
            actor=actor,
            matter_id=confirmation.matter_id,
            action="enclose",
            version=version,
            fields={},
            enclosures=[
                Enclosure(file=proof.file, name=proof.name, evidence=True, for_party=False)
                for proof in chosen
            ],
        )
