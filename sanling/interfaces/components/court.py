"""The bundle for a court as a file, and what courts, heads of jurisdiction and applications are called."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.mediation.bundle import bundle_pdf
from sanling.domain.mediation.models import JudicialConfirmation
from sanling.interfaces.components.agreements import check_url
from sanling.interfaces.components.papers import paper_answer

HEADS: Mapping[str, StrPromise] = {
    JudicialConfirmation.Head.INVITED: gettext_lazy("the court that invited the body"),
    JudicialConfirmation.Head.HOME: gettext_lazy("where a party lives"),
    JudicialConfirmation.Head.THING: gettext_lazy("where the thing is"),
    JudicialConfirmation.Head.BODY: gettext_lazy("where the body is"),
}


def bundle(confirmation: JudicialConfirmation, *, whole: bool) -> HttpResponse:
    """Return the bundle as PDF; where its font lacks a sign, say which."""
    url = check_url(confirmation.agreement)
    name = f"confirmation-{confirmation.matter.number}.pdf"
    return paper_answer(lambda: bundle_pdf(confirmation, url, whole=whole), name)
