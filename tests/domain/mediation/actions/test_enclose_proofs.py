"""Files of the dispute go to the court where somebody chose them, and stay between the body and the court."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.mediation.actions.enclose_proofs import enclose_proofs
from tests.domain.matters.helpers import act, picture
from tests.domain.mediation.confirmed import opened
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_is_chosen_goes_along_once_stored(cast: Cast) -> None:
    confirmation, *_sides = opened(cast)
    dispute = Matter.objects.get(pk=confirmation.agreement.matter_id)
    act(cast["mediator"].viewer, dispute, "note", {"note": "房产证复印件"}, [picture()])
    own = Attachment.objects.get(entry__matter=dispute, entry__code="note")
    said = {"confirmation_id": confirmation.pk, "version": confirmation.matter.version}
    with pytest.raises(Invalid):
        enclose_proofs(actor=cast["mediator"].viewer, attachments=[own.pk, 0], **said)
    with pytest.raises(NotFound):
        enclose_proofs(actor=cast["judge"].viewer, attachments=[own.pk], **said)
    entry = enclose_proofs(actor=cast["mediator"].viewer, attachments=[own.pk], **said)
    (enclosed,) = Attachment.objects.filter(entry=entry)
    assert enclosed.file_id == own.file_id
    assert enclosed.audience == "internal"
