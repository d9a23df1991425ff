"""Who signed on paper has signed; the mediator brings the scan, which stands in the timeline."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Attachment
from sanling.domain.mediation.actions.sign_on_paper import sign_on_paper
from sanling.domain.mediation.models import Signature
from tests.domain.matters.helpers import picture
from tests.domain.mediation.agreed import closed, signs
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_whoever_had_not_signed_signed_there(cast: Cast) -> None:
    matter, first, _other, agreement = closed(cast)
    signs(agreement, first)
    matter.refresh_from_db()
    said: Any = {
        "agreement_id": agreement.pk,
        "digest": bytes(agreement.digest or b""),
        "version": matter.version,
    }
    with pytest.raises(Invalid, match="pages"):
        sign_on_paper(actor=cast["mediator"].viewer, pages=(), **said)
    assert Signature.objects.count() == 1
    sign_on_paper(actor=cast["mediator"].viewer, pages=[picture()], **said)
    ways = Signature.objects.order_by("pk").values_list("way", flat=True)
    assert [*ways] == ["glass", "paper", "paper"]
    assert Attachment.objects.filter(entry__matter=matter, entry__code="progress").count() == 1


def test_only_the_mediator_brings_it(cast: Cast) -> None:
    matter, *_sides, agreement = closed(cast)
    with pytest.raises(NotFound):
        sign_on_paper(
            actor=cast["village_secretary"].viewer,
            agreement_id=agreement.pk,
            digest=bytes(agreement.digest or b""),
            version=matter.version,
            pages=[picture()],
        )
