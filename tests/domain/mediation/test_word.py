"""The text of an agreement as Word: all that it says, none of what makes the paper count."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from sanling.domain.mediation.actions.change_terms import change_terms
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.terms import Clause, Terms
from sanling.domain.mediation.word import agreement_docx
from sanling.domain.publications.bulletin import BrokenTemplate
from tests.domain.mediation.agreed import drawn_up, in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
URL = "https://sanling.example/agreements/abc/"


def text_of(agreement: Agreement) -> str:
    document = Document(BytesIO(agreement_docx(agreement, URL)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_it_says_what_the_paper_says_and_that_the_paper_counts(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    said = text_of(agreement)
    for words in ("人民调解协议书", "王小明", "李大山", "人民币伍佰元整（¥500.00）", "调解员：", URL):
        assert words in said
    assert bytes(agreement.digest or b"").hex() in said
    assert "不含签名和印章" in said


def test_neither_signatures_nor_the_seal_are_in_it_but_the_code_to_check_it_by(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    document = Document(BytesIO(agreement_docx(agreement, URL)))
    assert len(document.inline_shapes) == 1


def test_what_sides_say_is_text_whatever_it_looks_like(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast)
    odd = "交还\ue000面一袋，{{ 7 * 7 }}{% raw %}<w:p>&amp;"
    mediator = cast["mediator"].viewer
    agreement = change_terms(
        actor=mediator,
        agreement_id=agreement.pk,
        version=agreement.version,
        terms=Terms("第一行\n第二行", (Clause(odd),)),
    )
    with pytest.raises(ValueError, match="not closed"):
        agreement_docx(agreement, URL)
    agreement = close_text(actor=mediator, agreement_id=agreement.pk, version=agreement.version)
    said = text_of(agreement)
    assert f"1. {odd}" in said
    assert "第一行\n第二行" in said


def test_a_template_that_names_what_there_is_not_is_told(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, agreement = in_force(cast)
    document = Document()
    document.add_paragraph("{{ phones }}")
    document.save(str(tmp_path / "agreement.docx"))
    monkeypatch.setattr("sanling.domain.mediation.word.template_of", lambda _city, name: tmp_path / name)
    with pytest.raises(BrokenTemplate, match="phones"):
        agreement_docx(agreement, URL)
