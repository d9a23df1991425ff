"""The page on which a clerk writes down who asks for the square."""

from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.errors import Invalid
from sanling.domain.people.access import Viewer
from sanling.foundation.delivery.idempotency import fingerprint, once
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.choices import division_field
from sanling.interfaces.desk.matters.permissions import registers


class AskForm(forms.Form):
    """For what, and where."""

    sending = PlainText(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)
    title = PlainText(label=gettext_lazy("Title"))

    def __init__(self, viewer: Viewer, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.fields["division"] = division_field(viewer.city, label=gettext_lazy("Where"))


@require_http_methods(["GET", "HEAD", "POST"])
@door(registers)
def ask(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Open a question for the square; sent twice, it is one."""
    form = AskForm(viewer, request)
    if form.is_valid():
        try:
            return redirect("desk:matter", number=_open(viewer, form.cleaned_data))
        except Invalid as invalid:
            for name, message in invalid.errors.items():
                form.add_error(name, message)
    return render(request, "squares/ask.html", {"form": form}, status=422 if form.errors else 200)


def _open(viewer: Viewer, sent: dict[str, str]) -> str:
    with once(scope=f"squares.{viewer.key}", key=sent["sending"], fingerprint=fingerprint(sent)) as attempt:
        if attempt.first():
            opening = Opening(kind="square_permit", division=sent["division"], title=sent["title"])
            (opened,) = open_matters(actor=viewer, openings=[opening])
            attempt.keep(opened.number)
    return str(attempt.result)
