"""Reading a party's identity in full: for a purpose that is said, and recorded before anything is shown."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.models import Party
from sanling.domain.matters.models.matter import IDENTITY
from sanling.domain.people.access import Viewer
from sanling.foundation.privacy.unmask import MAX_PURPOSE_LENGTH, unmask
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.matters.matter_view import party_view
from sanling.interfaces.desk.pages import sees_matters

SEPARATOR = "\n"
# Common purposes, to be taken or put more exactly.
REASONS = (
    _("Calling the party about progress"),
    _("Checking what happened"),
    _("Arranging mediation or a visit"),
    _("Delivering a document"),
)


class PurposeForm(forms.Form):
    """What the identity is needed for."""

    purpose = PlainText(
        label=_("What do you need it for?"),
        help_text=_("The purpose is recorded together with your post and the time."),
        max_length=MAX_PURPOSE_LENGTH,
        widget=forms.TextInput({"autofocus": True}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def unmask_party(request: HttpRequest, viewer: Viewer, number: str, party_id: int) -> HttpResponse:
    """Ask for the purpose, record it, and show the party's identity in full, once."""
    found = visible_or_404(viewer, number)
    party = next((party for party in found.parties.all() if party.pk == party_id), None)
    if party is None:
        raise Http404
    shown = party_view(viewer, found, party)
    if not shown.unmaskable:
        raise PermissionDenied
    form = PurposeForm(request.POST if request.method == "POST" else None)
    revealed: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        text = unmask(
            actor=viewer,
            city=found.city,
            subject=f"party:{party.pk}",
            field="identity",
            purpose=form.cleaned_data["purpose"],
            reveal=lambda: _identity(party),
        )
        revealed = dict(zip(IDENTITY, text.split(SEPARATOR), strict=True))
    in_place = bool(request.headers.get("HX-Request"))
    context = {
        "matter": found,
        "party": shown,
        "form": form,
        "revealed": revealed,
        "reasons": REASONS,
        "in_place": in_place,
        "address": request.path,
    }
    template = "desk/matters/unmask_part.html" if in_place else "desk/matters/unmask.html"
    response = render(request, template, context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _identity(party: Party) -> str:
    return SEPARATOR.join(getattr(party, name).replace(SEPARATOR, " ") for name in IDENTITY)
