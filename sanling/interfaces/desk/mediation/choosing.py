"""Choosing a mediator at the desk: what a side chose by phone is written down, or the body names somebody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_keep, visible_sides
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.choosing import may_choose, nearest_of
from sanling.domain.mediation.directory import Asked, listed_mediators
from sanling.domain.mediation.models import Mediator, Side
from sanling.domain.mediation.naming import side_name
from sanling.domain.people.access import Viewer
from sanling.foundation.cleaning import clean_line
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import OneOf, SomeOf
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters

MOST = 12
OWN, BODY = "own", "body"


class ChooseForm(forms.Form):
    """Whose choice it is, and whom they want, in the order of the list."""

    voice = OneOf(widget=forms.RadioSelect, label=gettext_lazy("Who chooses"))
    picks = SomeOf(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=gettext_lazy("Mediators"),
        help_text=gettext_lazy("Without any the nearest who are free are asked."),
    )

    def __init__(self, voices: list[tuple[str, str]], people: list[Mediator], data: Any = None) -> None:
        """Offer the sides, and some of the directory."""
        super().__init__(data, auto_id="choose_%s", initial={"voice": OWN})
        offered = {
            "voice": voices,
            "picks": [(str(person.pk), f"{person.name} · {person.body.label}") for person in people],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def choose(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Write down a choice, or name somebody."""
    found = visible_or_404(viewer, number)
    if not is_mediated(found):
        raise Http404
    typed = clean_line(request.GET.get("q", ""))[:40]
    form = ChooseForm(
        _voices(viewer, found), _people(found, typed), request.POST if request.method == "POST" else None
    )
    may = may_keep(viewer, found) and may_choose(found)
    if form.is_bound and form.is_valid() and not may:
        raise PermissionDenied
    if form.is_bound and not form.errors and _do(viewer, found, form):
        messages.success(request, _("Saved."))
        return redirect("desk:matter", number=found.number)
    context = {"matter": found, "form": form, "typed": typed, "may": may}
    return render(request, "desk/mediation/choose.html", context, status=422 if form.errors else 200)


def _voices(viewer: Viewer, found: Matter) -> list[tuple[str, str]]:
    others = visible_sides(viewer, found).filter(role=Side.Role.RESPONDENT, answer=Side.Answer.CONSENTS)
    named = [(str(side.pk), side_name(side)) for side in others]
    return [(OWN, _("Whoever brought it")), *named, (BODY, _("The body names somebody"))]


def _people(found: Matter, typed: str) -> list[Mediator]:
    """Return the nearest who are free, then those of the directory of a name, or of the place."""
    near = [person.mediator for person in nearest_of(found)]
    asked = Asked(words=typed) if typed else Asked(place=found.division_id)
    more = listed_mediators(found.city, asked).exclude(pk__in=[person.pk for person in near])
    return [*near, *more.select_related("body")[:MOST]]


def _do(viewer: Viewer, found: Matter, form: ChooseForm) -> bool:
    voice = form.cleaned_data["voice"]
    try:
        choose_mediator(
            actor=viewer,
            matter_id=found.pk,
            mediators=[int(pick) for pick in form.cleaned_data["picks"]],
            side_id=int(voice) if voice not in (OWN, BODY) else None,
            names_one=voice == BODY,
        )
    except (NotAllowed, NotFound) as refused:
        form.add_error(None, getattr(refused, "reason", "") or _("This can't be done now."))
    except Invalid as invalid:
        form.add_error("picks", " ".join(invalid.errors.values()))
    return not form.errors
