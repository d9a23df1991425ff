"""A closed agreement as pages show it, to staff and to a side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.papers import agreement_pdf, effect_said, owed_in_words
from sanling.domain.mediation.terms import Clause, Content
from sanling.domain.mediation.word import agreement_docx
from sanling.foundation.files.kinds import DOCX
from sanling.interfaces.components.papers import paper_answer
from sanling.interfaces.components.responses import file_answer


@dataclass(frozen=True)
class Shown:
    """The text with its clauses in words, when it takes effect, and its digest."""

    content: Content
    clauses: Sequence[tuple[Clause, str]]
    effect: str
    digest: str


def shown(agreement: Agreement) -> Shown:
    """Return a closed agreement in words."""
    content = Content.read(agreement.content)
    return Shown(
        content=content,
        clauses=[(clause, owed_in_words(clause)) for clause in content.terms.clauses],
        effect=effect_said(agreement),
        digest=bytes(agreement.digest or b"").hex(),
    )


def check_url(agreement: Agreement) -> str:
    """Return where whoever has an agreement's paper learns whether it holds."""
    return settings.PUBLIC_URL + reverse("portal:agreement_check", args=[agreement.code])


def paper(agreement: Agreement) -> HttpResponse:
    """Return an agreement as PDF; where its font lacks a sign, say which."""
    return paper_answer(
        lambda: agreement_pdf(agreement, check_url(agreement)), f"agreement-{agreement.pk}.pdf"
    )


def word(agreement: Agreement) -> HttpResponse:
    """Return an agreement's text as a Word document; raises `BrokenTemplate`."""
    return file_answer(agreement_docx(agreement, check_url(agreement)), DOCX, f"agreement-{agreement.pk}")
