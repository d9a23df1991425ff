"""Judicial confirmation on a side's own pages: until when, how it stands, joining the application, what was decided."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.access import agreements_of
from sanling.domain.mediation.actions.fetch_ruling import fetch_ruling
from sanling.domain.mediation.actions.join_application import LONGEST, join_application
from sanling.domain.mediation.confirming import deadline, is_in_time
from sanling.domain.mediation.confirming_access import confirmations_of, rulings_for, steps_for
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.files.store import response
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.mediation.opened import Open, at_work, did_of_side, open_or_404, refused


class JoinForm(forms.Form):
    """Where the court serves its papers."""

    address = PlainText(
        max_length=LONGEST,
        label=gettext_lazy("Address at which the court reaches you"),
        help_text=gettext_lazy(
            "The court sends its papers there, and what is sent there counts as received."
        ),
    )


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a side how the confirmation of its agreement stands, or have it join the application."""
    opened = open_or_404(token)
    agreement = _agreement_or_404(opened)
    last = confirmations_of(opened.actor, agreement).prefetch_related("joinings").first()
    if request.method != "POST":
        return _draw(request, opened, agreement, last)
    if answer := refused(request, opened):
        return answer
    if last is None:
        return redirect(request.path)
    form = JoinForm(request.POST)
    if form.is_valid() and did_of_side(
        request, opened, "join", form, lambda: _join(opened, last, form.cleaned_data["address"])
    ):
        messages.success(request, _("You have joined the application."))
        return redirect(request.path)
    return _draw(request, opened, agreement, last, form, status=422)


@secret_page
@require_safe
def side_ruling(request: HttpRequest, token: str, attachment_id: int) -> HttpResponseBase:
    """Hand a side a file of what the court decided, and keep that it got it."""
    opened = open_or_404(token)
    if answer := at_work(request, opened):
        return answer
    agreement = _agreement_or_404(opened)
    last = confirmations_of(opened.actor, agreement).first()
    try:
        found = fetch_ruling(
            actor=opened.actor,
            confirmation_id=last.pk if last else 0,
            attachment_id=min(attachment_id, 2**63 - 1),
        )
    except NotFound as absent:
        raise Http404 from absent
    return response(found.file)


def _join(opened: Open, last: JudicialConfirmation, address: str) -> None:
    join_application(
        actor=opened.actor, confirmation_id=last.pk, side_id=opened.actor.side_id, address=address
    )


def _agreement_or_404(opened: Open) -> Agreement:
    found = agreements_of(opened.actor, opened.side.matter).first()
    if found is None or found.effective_at is None or part_of(opened.side.matter.city).confirmation is None:
        raise Http404
    found.matter = opened.side.matter
    return found


def _draw(
    request: HttpRequest,
    opened: Open,
    agreement: Agreement,
    last: JudicialConfirmation | None,
    form: JoinForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "side": opened.side,
        "matter": opened.side.matter,
        "back": reverse("portal:side_agreement", args=[opened.token]),
        "deadline": deadline(agreement),
        "in_time": is_in_time(agreement),
        "application": last,
        "form": form,
        "key": uuid4().hex,
    }
    if last is not None:
        context |= _of_application(opened, last, form)
    profile = profile_for(opened.side.matter.city)
    return page(request, "portal/mediation/confirmation.html", context, profile=profile, status=status)


def _of_application(opened: Open, last: JudicialConfirmation, form: JoinForm | None) -> dict[str, Any]:
    definition = definition_of(last.matter.definition_id)
    joinings = {joining.side_id: joining for joining in last.joinings.all()}
    own = joinings.get(opened.actor.side_id)
    preparing = last.matter.open and last.applied_at is None
    told = {action.code: action for action in definition.actions}
    steps = [
        (entry.at, told[entry.code].public, entry.params.get("papers", ""))
        for entry in steps_for(opened.actor, last)
        if entry.code in told and told[entry.code].public
    ]
    return {
        "state": definition.state(last.matter.state),
        "joined": own,
        "others_joined": any(side != opened.actor.side_id for side in joinings),
        "join": (form or JoinForm()) if preparing and own is None and is_in_time(last.agreement) else None,
        "steps": steps,
        "rulings": [
            (file, reverse("portal:side_ruling", args=[opened.token, file.pk]))
            for file in rulings_for(opened.actor, last)
        ],
    }
