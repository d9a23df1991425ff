"""Minutes that were signed on paper: a scan beside them and in no timeline, for the sides that had not confirmed."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Attachment
from sanling.domain.mediation.actions.confirm_on_paper import confirm_on_paper
from sanling.domain.mediation.models import Attestation, SittingFile
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sitting import a_recording, confirms, held, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_scan_stands_for_whoever_is_lacking_and_in_no_timeline(cast: Cast) -> None:
    _matter, first, _other, sitting = held(cast)
    minutes = written(cast, sitting)
    confirms(minutes, first)
    said = {"sitting_id": sitting.pk, "digest": bytes(minutes.digest or b"")}
    with pytest.raises(Invalid, match="pages"):
        confirm_on_paper(actor=cast["mediator"].viewer, pages=[], **said)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        confirm_on_paper(actor=cast["county_leader"].viewer, pages=[], **said)  # type: ignore[arg-type]
    page = a_recording("application/pdf")
    confirm_on_paper(actor=cast["mediator"].viewer, pages=[page], **said)  # type: ignore[arg-type]
    assert list(Attestation.objects.order_by("pk").values_list("way", flat=True)) == ["glass", "paper"]
    assert SittingFile.objects.get().file == page
    assert not Attachment.objects.filter(file=page).exists()
