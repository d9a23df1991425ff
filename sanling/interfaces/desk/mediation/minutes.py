"""The minutes of a sitting at the desk: written, read back, confirmed, corrected beside; and its recordings."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.actions.close_minutes import close_minutes
from sanling.domain.mediation.actions.confirm_minutes import confirm_minutes
from sanling.domain.mediation.actions.confirm_on_paper import confirm_on_paper
from sanling.domain.mediation.actions.correct_minutes import correct_minutes
from sanling.domain.mediation.actions.keep_recording import keep_recording
from sanling.domain.mediation.actions.write_minutes import write_minutes
from sanling.domain.mediation.agreements import signers_of
from sanling.domain.mediation.minutes import files_of
from sanling.domain.mediation.signing import Way
from sanling.domain.mediation.sittings import all_consent
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.files.store import Refused, response, store
from sanling.interfaces.components.door import door
from sanling.interfaces.components.minutes import shown_minutes
from sanling.interfaces.components.refusals import STALE_TEXT, tried
from sanling.interfaces.components.signing import SignForm
from sanling.interfaces.desk.matters.uploads import receive
from sanling.interfaces.desk.mediation.minutes_page import (
    Written,
    blank,
    minutes_context,
    record_reading,
    written_or_404,
)
from sanling.interfaces.desk.mediation.sitting_page import at_or_404
from sanling.interfaces.desk.pages import sees_matters


@require_GET
@door(sees_matters)
def minutes(request: HttpRequest, viewer: Viewer, number: str, sitting_id: int) -> HttpResponse:
    """Show the minutes of a sitting as they stand, and record that they were read."""
    written = written_or_404(viewer, number, sitting_id)
    if written.minutes is not None:
        record_reading(written.at)
    return _page(request, written)


@require_POST
@door(sees_matters)
def act_on_minutes(
    request: HttpRequest, viewer: Viewer, number: str, sitting_id: int, what: str
) -> HttpResponse:
    """Save, close, correct, or bring the signed pages."""
    written = written_or_404(viewer, number, sitting_id)
    form = blank(written, what, request.POST)
    if form is None:
        raise Http404
    done = form.is_valid() and tried(form, lambda: _STEPS[what](request, written, form), stale=STALE_TEXT)
    if what == "autosave":
        # A line below the box, with the version that the next save starts from.
        saved = {"version": form.cleaned_data.get("version", 0) + 1 if done else None, "form": form}
        return render(request, "desk/mediation/minutes_saved.html", saved)
    if done:
        messages.success(request, _("Saved."))
        return redirect("desk:minutes", number=number, sitting_id=sitting_id)
    return _page(request, written, {what: form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def confirm_here(
    request: HttpRequest, viewer: Viewer, number: str, sitting_id: int, side_id: int
) -> HttpResponse:
    """Hand the device to a side that was there, or to the mediator (0), to read the minutes and sign them."""
    written = written_or_404(viewer, number, sitting_id)
    found = written.minutes
    side = next((side for side in written.present if side.pk == side_id), None)
    if found is None or not found.content or (side is None and side_id):
        raise Http404
    form = SignForm(
        found, signers_of(side) if side else [], request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        key = side.pk if side else None
        if tried(
            form,
            lambda: confirm_minutes(
                actor=viewer, sitting_id=sitting_id, side_id=key, way=Way.GLASS, **form.signed
            ),
        ):
            messages.success(request, _("The signature is kept."))
            return redirect("desk:minutes", number=number, sitting_id=sitting_id)
    context = {
        "matter": written.at.matter,
        "sitting": written.at.sitting,
        "shown_minutes": shown_minutes(found),
        "side": side,
        "form": form,
    }
    return render(request, "desk/mediation/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@door(sees_matters)
def keep_sitting_recording(
    request: HttpRequest, viewer: Viewer, number: str, sitting_id: int
) -> HttpResponse:
    """Take a recording, where all sides have agreed to it; else nothing of it is kept."""
    at = at_or_404(viewer, number, sitting_id)
    if not all_consent(at.sitting):
        raise PermissionDenied
    sent = request.FILES.get("recording")
    try:
        if sent is None:
            raise Invalid({"recording": _("Please choose a sound or a film.")})
        with transaction.atomic():
            kept = store(stream=sent, name=sent.name or "file", actor=viewer, city=at.matter.city)
            keep_recording(actor=viewer, sitting_id=at.sitting.pk, file=kept)
    except Refused as refused:
        messages.error(request, str(refused.message))
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    except NotAllowed as forbidden:
        messages.error(request, forbidden.reason)
    else:
        messages.success(request, _("Saved."))
    return redirect("desk:sitting", number=number, sitting_id=sitting_id)


@require_GET
@door(sees_matters)
def sitting_file(
    request: HttpRequest, viewer: Viewer, number: str, sitting_id: int, file_id: int
) -> HttpResponseBase:
    """Hand out a recording or a scan, and record that it was read."""
    at = at_or_404(viewer, number, sitting_id)
    found = files_of(viewer, at.sitting).filter(pk=min(file_id, 2**63 - 1)).first()
    if found is None or found.file is None:
        raise Http404
    record(
        actor=viewer,
        act="mediation.read_recording",
        subject=f"matter:{at.matter.pk}",
        city=at.matter.city,
        detail={"sitting": at.sitting.pk, "file": found.pk},
    )
    return response(found.file)


def _save(_request: HttpRequest, written: Written, form: Any) -> None:
    write_minutes(actor=written.at.viewer, sitting_id=written.at.sitting.pk, **form.cleaned_data)


def _close(_request: HttpRequest, written: Written, form: Any) -> None:
    close_minutes(actor=written.at.viewer, sitting_id=written.at.sitting.pk, **form.cleaned_data)


def _correct(_request: HttpRequest, written: Written, form: Any) -> None:
    said = form.cleaned_data
    correct_minutes(
        actor=written.at.viewer,
        sitting_id=written.at.sitting.pk,
        text=said["text"],
        side_id=int(said["side"] or 0) or None,
    )


def _paper(request: HttpRequest, written: Written, form: Any) -> None:
    uploads = receive(request, written.at.viewer)
    if uploads.errors:
        raise Invalid({"pages": " ".join(uploads.errors)})
    confirm_on_paper(
        actor=written.at.viewer,
        sitting_id=written.at.sitting.pk,
        digest=form.cleaned_data["digest"],
        pages=uploads.files,
    )


_STEPS: Mapping[str, Callable[[HttpRequest, Written, Any], None]] = {
    "save": _save,
    "autosave": _save,
    "close": _close,
    "correct": _correct,
    "paper": _paper,
}


def _page(
    request: HttpRequest, written: Written, sent: Mapping[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    context = minutes_context(written, sent or {})
    if written.minutes is not None and written.minutes.content:
        context["shown_minutes"] = shown_minutes(written.minutes)
    return render(request, "desk/mediation/minutes.html", context, status=status)
