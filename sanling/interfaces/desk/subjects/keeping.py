"""Subjects are added, changed, moved, closed and merged, and people named who are in charge there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import (
    charges_of,
    keeps,
    keeps_some,
    periods_of,
    types_kept,
    visible_subjects,
)
from sanling.domain.subjects.actions.put_charges import TooEarly, put_charges
from sanling.domain.subjects.actions.put_subjects import Put, Said, put_subjects
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.rules import Status
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.subjects.card import visible_or_404
from sanling.interfaces.desk.subjects.forms import ChangeForm, NewForm, PeopleForm, TypeForm

_FIELDS = {name: name for name in ("name", "into", "on", "code", "lon", "division")} | {"type": "code"}


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_some)
def add_subject(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a type, then add a subject of it."""
    kinds = {kind.code: kind for kind in types_kept(viewer)}
    kind = kinds.get(request.GET.get("type", ""))
    if kind is None:
        return render(
            request, "desk/subjects/add_subject.html", {"form": TypeForm([*kinds.values()]), "kind": None}
        )
    form = NewForm(viewer, kind, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        added = _put(viewer, form, Said(code=cleaned["code"], type=kind.code, values=form.values(), seen=0))
        if added:
            messages.success(request, _("%(subject)s is added.") % {"subject": added.subject.name})
            return redirect("desk:subject", subject_id=added.subject.pk)
    context = {"form": form, "kind": kind}
    return render(request, "desk/subjects/add_subject.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_some)
def change_subject(request: HttpRequest, viewer: Viewer, subject_id: int) -> HttpResponse:
    """Change a subject from a day on."""
    subject = _kept_or_404(viewer, subject_id)
    last = periods_of(viewer, subject).first()
    form = ChangeForm(
        viewer, subject, last.pk if last else 0, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if _find_into(viewer, form, subject, values):
            said = Said(code=subject.code, type=subject.type, values=values, seen=form.cleaned_data["seen"])
            if _put(viewer, form, said):
                messages.success(request, _("The subject is changed."))
                return redirect("desk:subject", subject_id=subject.pk)
    context = {"form": form, "subject": subject}
    return render(request, "desk/subjects/change_subject.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_some)
def name_people(request: HttpRequest, viewer: Viewer, subject_id: int) -> HttpResponse:
    """Say who is in charge of what from a day on."""
    subject = _kept_or_404(viewer, subject_id)
    charges = {charge.duty: charge for charge in charges_of(viewer, subject).filter(ends_on=None)}
    form = PeopleForm(subject, charges, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people = {subject.pk: form.people()}
        try:
            put_charges(actor=viewer, charges=people, on=form.cleaned_data["on"])
        except TooEarly as early:
            form.add_error("on", _("From a day that has come, and not before %(day)s.") % {"day": early.day})
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:subject", subject_id=subject.pk)
    context = {"form": form, "subject": subject}
    return render(request, "desk/subjects/people.html", context, status=422 if form.errors else 200)


def _kept_or_404(viewer: Viewer, subject_id: int) -> Subject:
    subject = visible_or_404(viewer, subject_id)
    if not keeps(viewer, subject.division_id, (subject.type, subject.sector)):
        raise PermissionDenied
    return subject


def _find_into(viewer: Viewer, form: ChangeForm, subject: Subject, values: dict[str, Any]) -> bool:
    """Put the key of the subject that another became part of in the place of its code; tell if there is none.

    One that the viewer doesn't see is not shown in the form, and so stays where nothing else is said.
    """
    code = form.cleaned_data["into"]
    stays = form.into is None and values["status"] == Status.MERGED
    values["into_id"] = subject.into_id if stays else None
    if code and values["status"] != Status.MERGED:
        form.add_error("into", _("Only of a merged one."))
        return False
    if code:
        into = visible_subjects(viewer).filter(city=viewer.city, code=code).first()
        if into is None:
            form.add_error("into", _("You see no subject with this code."))
            return False
        values["into_id"] = into.pk
    return True


def _put(viewer: Viewer, form: Form, said: Said) -> Put | None:
    try:
        (put,) = put_subjects(actor=viewer, city=viewer.city, said=[said], on=form.cleaned_data["on"])
    except IntegrityError:
        form.add_error(
            "code" if "code" in form.fields else None, _("There is a subject with this code already.")
        )
        return None
    if put.refused:
        field = _FIELDS.get(put.refused.field, "")
        form.add_error(field if field in form.fields else None, put.refused.why)
        return None
    return put
