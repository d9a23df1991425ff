"""What a new matter is about, by its words: kind and category are suggested while it is written down."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sanling.domain.matters.registering import registrable
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import NameText, PlainText
from sanling.interfaces.desk.matters.permissions import registers
from sanling.processes.suggestions.suggesting import suggested_about


class WordsForm(forms.Form):
    """What was written down so far."""

    text = PlainText(required=False, lines=6)
    title = PlainText(required=False)
    applicant_name = NameText(required=False)
    concealed = forms.BooleanField(required=False)


@require_POST
@door(registers)
def about(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Suggest in a part of the page what words are about, of what the viewer may register; nothing for the concealed.

    The words come in the body, so that no log of addresses has them; nothing of them is kept.
    """
    form = WordsForm(request.POST)
    form.full_clean()
    typed = form.cleaned_data
    words = f"{typed.get('title', '')} {typed.get('text', '')}"
    suggestions = (
        []
        if typed.get("concealed")
        else suggested_about(
            viewer.city, words, names=[typed.get("applicant_name", "")], kinds=registrable(viewer)
        )
    )
    response = render(request, "desk/matters/about.html", {"suggestions": suggestions})
    response.headers["Cache-Control"] = "no-store"
    return response
