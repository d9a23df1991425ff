"""The letter is a PDF with a receipt to be sent back, and signs that the font lacks are told."""

import pytest

from sanling.domain.mediation.handing_papers import letter_pdf
from sanling.domain.mediation.models import Handover
from sanling.domain.mediation.papers import Unprintable
from tests.domain.mediation.handed import at_police
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_printed_to_a_unit_and_to_an_office_outside(cast: Cast) -> None:
    handover = at_police(cast)
    assert letter_pdf(handover)[:5] == b"%PDF-"
    Handover.objects.update(to_unit=None, office="郑州市人民检察院")
    assert letter_pdf(Handover.objects.get())[:5] == b"%PDF-"


def test_a_sign_without_a_glyph_is_named(cast: Cast) -> None:
    handover = at_police(cast)
    handover.reason = "\ue000砸门"
    with pytest.raises(Unprintable, match="\ue000"):
        letter_pdf(handover)
