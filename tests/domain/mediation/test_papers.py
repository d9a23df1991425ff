"""The paper of an agreement has its signatures and its seal, and is set only where the font has all signs."""

from io import BytesIO

import pikepdf
import pytest

from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.models import Signature
from sanling.domain.mediation.papers import (
    Unprintable,
    agreement_pdf,
    effect_said,
    money,
    owed_in_words,
    strokes_drawn,
)
from sanling.domain.mediation.terms import Clause, Terms
from tests.domain.mediation.agreed import drawn_up, in_force, terms
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
URL = "https://sanling.example/agreements/abc/"


def test_it_is_one_page_with_the_seal(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    made = agreement_pdf(agreement, URL)
    with pikepdf.open(BytesIO(made)) as document:
        assert len(document.pages) == 1
        assert "人民调解协议书" in str(document.docinfo["/Title"])
    assert len(made) < 200_000


def test_a_draft_has_none_and_signs_that_the_font_lacks_are_told(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast, text="交还\ue000面一袋")
    with pytest.raises(ValueError, match="not closed"):
        agreement_pdf(agreement, URL)
    agreement = close_text(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=agreement.version
    )
    with pytest.raises(Unprintable) as refused:
        agreement_pdf(agreement, URL)
    assert refused.value.signs == "\ue000"


def test_what_is_owed_is_said_with_its_amount_in_both_spellings(cast: Cast) -> None:
    assert money(1234_50) == "人民币壹仟贰佰叁拾肆元伍角整（¥1,234.50）"
    said = owed_in_words(terms().clauses[0])
    assert "人民币伍佰元整（¥500.00）" in said
    assert owed_in_words(Clause("再无争议")) == ""
    assert Terms().clauses == ()


def test_it_says_when_it_takes_effect(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast)
    assert "盖章" in effect_said(agreement)


def test_strokes_are_drawn_as_they_were_made(cast: Cast) -> None:
    in_force(cast)
    signature = Signature.objects.exclude(side=None).first()
    assert signature is not None
    drawn = strokes_drawn(signature.strokes)
    assert drawn.count("<polyline") == 2
    assert "30.0,40.0" in drawn
    assert strokes_drawn("") == ""
