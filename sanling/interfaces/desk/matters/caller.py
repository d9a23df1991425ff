"""Who calls: what was brought by a phone before, as soon as its number is typed, for who may read who somebody is."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sanling.domain.matters.alike import brought_before
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused, may_seek, seek_person
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import PhoneField, local_phones
from sanling.interfaces.desk.matters.alike import AlikeRow, alike_rows
from sanling.interfaces.desk.matters.permissions import registers


class CallerForm(forms.Form):
    """The number of whoever calls."""

    applicant_phone = PhoneField(required=False)


@require_POST
@door(registers)
def caller(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Tell in a part of the page what was brought by a phone before, as far as the viewer may read whose it was.

    The number comes in the body, so that no log of addresses has it. Who reads masks is refused, whatever the number.
    """
    if not may_seek(viewer):
        raise PermissionDenied
    form = CallerForm(request.POST)
    local_phones(form, viewer.city)
    if not form.is_valid() or not form.cleaned_data["applicant_phone"]:
        # What is wrong with it is said when the form is sent.
        return _part(request)
    try:
        person = seek_person(
            actor=viewer, phone=form.cleaned_data["applicant_phone"], where="register", anew=False
        )
    except SeekingRefused as refused:
        return _part(request, refused=str(refused))
    return _part(request, rows=alike_rows(viewer, brought_before(viewer, person)))


def _part(request: HttpRequest, *, rows: Sequence[AlikeRow] | None = None, refused: str = "") -> HttpResponse:
    context = {"rows": rows, "refused": refused}
    response = render(request, "desk/matters/caller.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
