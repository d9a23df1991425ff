"""A closed agreement as pages show it, to staff and to a side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.papers import Unprintable, agreement_pdf, effect_said, owed_in_words
from sanling.domain.mediation.terms import Clause, Content


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


def paper(agreement: Agreement) -> HttpResponse:
    """Return an agreement as PDF; where its font lacks a sign, say which."""
    url = settings.PUBLIC_URL + reverse("portal:agreement_check", args=[agreement.code])
    try:
        made = agreement_pdf(agreement, url)
    except Unprintable as error:
        text = _("The font of the paper lacks these signs: %(signs)s") % {"signs": error.signs}
        return HttpResponse(text, status=422, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="agreement-{agreement.pk}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
