"""The form by which open matters are proposed to move to the version in force of their workflow."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import OneOf
from sanling.processes.publishing.actions.propose import NothingToPropose, propose_move
from sanling.processes.publishing.queries import open_by_version, proposes


class MoveForm(forms.Form):
    """What states that the version in force lacks are called in it."""

    def __init__(self, to: Definition, older: list[tuple[Definition, int]], data: Any = None) -> None:
        """Ask for each state of the older versions that the new one lacks."""
        super().__init__(data, auto_id="move_%s")
        new = {state.code: str(state.name) for state in definition_of(to.pk).states if not state.settles}
        known = {state.code for state in definition_of(to.pk).states}
        stay = _("Leave matters there with their version")
        for row, _count in older:
            for state in definition_of(row.pk).states:
                if state.code not in known and not state.settles:
                    choices = [("", stay), *new.items()]
                    self.fields[f"state_{state.code}"] = OneOf(
                        required=False, label=str(state.name), choices=choices
                    )

    def states(self) -> dict[str, str]:
        """Return what states of older versions are called in the new one."""
        return {name.removeprefix("state_"): code for name, code in self.cleaned_data.items() if code}


@require_http_methods(["GET", "HEAD", "POST"])
@door(proposes)
def move(request: HttpRequest, viewer: Viewer, definition_id: int) -> HttpResponse:
    """Say what states are called in the version in force, and propose that open matters move to it."""
    found = {current.pk: (current, older) for current, older in open_by_version(viewer.city)}
    if definition_id not in found:
        raise Http404
    to, older = found[definition_id]
    form = MoveForm(to, older, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            propose_move(actor=viewer, to=to, states=form.states())
        except NothingToPropose:
            messages.error(request, _("There is nothing to propose, or it is proposed already."))
        else:
            messages.success(
                request, _("It is proposed. What would become of open matters is being counted.")
            )
        return redirect("desk:publishing")
    context = {"form": form, "to": to, "older": older, "definition": definition_of(to.pk)}
    return render(request, "desk/publishing/move.html", context, status=422 if form.errors else 200)
