"""A new matter brought by phone, in person, by letter, or found by the office itself."""

from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.actions.register import PartyDetails, Registered, Report
from sanling.domain.matters.actions.take_in import take_in
from sanling.domain.matters.alike import likenesses
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.holders import phones_for_link
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Party
from sanling.domain.matters.registering import registers_at
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused, may_seek, seek_person
from sanling.foundation import clock
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once
from sanling.foundation.privacy.mask import mask_phone
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.drafts import renew_key
from sanling.interfaces.desk.matters.alike import AlikeRow, alike_rows
from sanling.interfaces.desk.matters.new_matter_form import NewMatterForm
from sanling.interfaces.desk.matters.permissions import registers
from sanling.interfaces.desk.matters.uploads import Uploads, receive

# Where a field of the report is typed in the form.
TYPED_IN = {"kind": "about", "category": "about"} | {
    name: f"applicant_{name}" for name in ("name", "phone", "citizen_number", "address")
}


@require_http_methods(["GET", "HEAD", "POST"])
@door(registers)
def new_matter(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, ask about likely duplicates once, or register and show the receipt."""
    if request.method != "POST":
        # What was brought is the party's own, unless it is kept inside.
        return _form(request, NewMatterForm(viewer), Uploads(for_party=True))
    form = NewMatterForm(viewer, request.POST)
    uploads = receive(request, viewer)
    for error in uploads.errors:
        form.add_error(None, error)
    if form.is_valid() and not registers_at(viewer, form.kind(), form.cleaned_data["division"]):
        form.add_error("division", _("This place is outside your jurisdiction."))
    if form.errors:
        return _form(request, form, uploads, status=422)
    if "_anyway" not in request.POST:
        alike = _alike(request, viewer, form.cleaned_data)
        if alike:
            return _form(request, form, uploads, alike=alike)
    return _register(request, viewer, form, uploads)


def _form(
    request: HttpRequest,
    form: NewMatterForm,
    uploads: Uploads,
    *,
    alike: list[AlikeRow] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "uploads": uploads, "alike": alike}
    return render(request, "desk/matters/new_matter.html", context, status=status)


def _alike(request: HttpRequest, viewer: Viewer, cleaned: dict[str, Any]) -> list[AlikeRow]:
    found = likenesses(
        viewer,
        text=cleaned["text"],
        division=cleaned["division"],
        person=_sought(request, viewer, cleaned["applicant_phone"]),
        now=clock.now(),
    )
    return alike_rows(viewer, found)


def _sought(request: HttpRequest, viewer: Viewer, phone: str) -> str:
    """Return by what earlier matters of a phone are looked for, if they may be; registering goes on without, too."""
    try:
        if not phone or not may_seek(viewer):
            return ""
        return seek_person(actor=viewer, phone=phone, where="register", anew=False)
    except SeekingRefused as refused:
        text = _("Earlier matters of this phone were not looked for. %(why)s")
        messages.warning(request, text % {"why": refused})
        return ""


def _register(request: HttpRequest, viewer: Viewer, form: NewMatterForm, uploads: Uploads) -> HttpResponse:
    cleaned = form.cleaned_data
    typed = {name: _plain(value) for name, value in cleaned.items()}
    sent = fingerprint({**typed, "_files": uploads.sent})
    registered: Registered | None = None
    try:
        with once(scope=f"desk.register.{viewer.key}", key=cleaned["_key"], fingerprint=sent) as attempt:
            if attempt.first():
                report = report_from(cleaned, uploads)
                registered = take_in(actor=viewer, report=report, post=cleaned["charged"])
                attempt.keep({"number": registered.matter.number})
    except Invalid as invalid:
        form.refuse({TYPED_IN.get(name, name): text for name, text in invalid.errors.items()})
        return _form(request, form, uploads, status=422)
    except (InvalidKey, KeyReused):
        renew_key(form)
        form.add_error(
            None,
            _(
                "This form was sent before with other contents. See the ledger; to register this too, send it again."
            ),
        )
        return _form(request, form, uploads, status=422)
    if registered is None:
        return redirect("desk:matter", number=attempt.result["number"])
    return _receipt(request, registered)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _receipt(request: HttpRequest, registered: Registered) -> HttpResponse:
    """Show what to print for whoever brought it, once; a repetition leads to the matter instead.

    The link only shows how far the matter is: what the party may do is not the office's to do. Who is told none
    belongs to the accused, and can't open the matter either.
    """
    context: dict[str, Any] = {"matter": registered.matter}
    if registered.token:
        link = settings.PUBLIC_URL + reverse("portal:link_matter", args=[registered.token])
        to = phones_for_link(registered.matter) if sms.has_gateway() else ()
        context |= {
            "sent_to": [mask_phone(phone) for phone in to],
            "link": link,
            # Drawn by segno from our own address: nothing in it was typed by anybody.
            "qr": mark_safe(segno.make(link, error="m").svg_inline(scale=4, border=2, omitsize=True)),  # noqa: S308
        }
    response = render(request, "desk/matters/registered.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def report_from(cleaned: dict[str, Any], uploads: Uploads) -> Report:
    """Return the report that a valid form describes."""
    kind, _colon, category = cleaned["about"].partition(":")
    return Report(
        kind=kind,
        category=category,
        text=cleaned["text"],
        title=cleaned["title"],
        division=cleaned["division"],
        channel=cleaned["channel"],
        place=cleaned["place"],
        scale=int(cleaned["scale"]),
        headcount=cleaned["headcount"],
        concealed=cleaned["concealed"],
        parties=[party for party in (_applicant(cleaned), _respondent(cleaned)) if party],
        enclosures=uploads.enclosures(evidence=False),
    )


def _applicant(cleaned: dict[str, Any]) -> PartyDetails | None:
    person = PersonDetails(
        name=cleaned["applicant_name"],
        phone=cleaned["applicant_phone"],
        citizen_number=cleaned["applicant_citizen_number"],
        address=cleaned["applicant_address"],
    )
    if person == PersonDetails() and not (cleaned["closed_session"] or cleaned["no_publication"]):
        return None
    return PartyDetails(
        # Who reports a unit is its informant, and hidden from it (信访工作条例 30).
        role=Party.Role.INFORMANT if cleaned["concealed"] else Party.Role.APPLICANT,
        person=person,
        headcount=cleaned["headcount"],
        closed_session=cleaned["closed_session"],
        no_publication=cleaned["no_publication"],
        messages=cleaned.get("messages", False),
    )


def _respondent(cleaned: dict[str, Any]) -> PartyDetails | None:
    if cleaned["respondent_unit"]:
        return PartyDetails(
            role=Party.Role.RESPONDENT,
            unit_id=int(cleaned["respondent_unit"]),
            description=cleaned["respondent"],
        )
    if cleaned["respondent"]:
        return PartyDetails(role=Party.Role.RESPONDENT, description=cleaned["respondent"])
    return None
