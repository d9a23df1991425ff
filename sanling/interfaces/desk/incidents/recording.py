"""Incidents are recorded in one short form a kind, and corrected in the same, beside and for a reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanling.domain.incidents.access import kinds_recorded, may_record
from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.actions.record_incidents import Told, record_incidents
from sanling.domain.incidents.config import IncidentsPart
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import GRADES, KINDS
from sanling.domain.incidents.rules import Kind, grade_of
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.domain.people.access import Viewer
from sanling.foundation.cleaning import read_whole
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.drafts import renew_key
from sanling.interfaces.desk.incidents.card import as_it_stands, sees_incidents, visible_or_404
from sanling.interfaces.desk.incidents.forms import CorrectionForm, IncidentForm


def records_some(viewer: Viewer) -> bool:
    """Posts whose role records incidents of some kind."""
    return bool(kinds_recorded(viewer))


@require_http_methods(["GET", "HEAD", "POST"])
@door(records_some)
def record(request: HttpRequest, viewer: Viewer, kind: str = "") -> HttpResponse:
    """Record an incident of a kind; without one, of the only kind that the post records, or choose."""
    kinds = {each.value: KINDS[each] for each in kinds_recorded(viewer)}
    if not kind:
        if len(kinds) == 1:
            return redirect("desk:record_incident", kind=next(iter(kinds)))
        return render(request, "desk/incidents/record.html", {"kinds": kinds})
    if kind not in kinds:
        raise PermissionDenied
    source = _source(viewer, Kind(kind), request.GET.get("matter", ""))
    data = request.POST if request.method == "POST" else None
    form = IncidentForm(viewer, Kind(kind), data, {"division": source.division_id} if source else None)
    if request.method == "POST" and form.is_valid():
        recorded = _record(viewer, form, source)
        if recorded:
            messages.success(request, _("Recorded."))
            return redirect("desk:incident", incident_id=recorded)
    context: dict[str, Any] = {"form": form, "kinds": kinds, "kind": kind, "name": kinds[kind]}
    context |= {"graded": _graded(form), "source": source}
    return render(request, "desk/incidents/record.html", context, status=422 if form.errors else 200)


def _source(viewer: Viewer, kind: Kind, number: str) -> Matter | None:
    """Return the matter of which an incident is born; 404 for one out of sight, or of which none such is born."""
    if not number:
        return None
    part: IncidentsPart = profile_for(viewer.city).part("incidents")
    known = parse(number)
    found = (
        visible_matters(viewer, few=True).defer("search", "text").filter(number=known).first()
        if known
        else None
    )
    if found is None or kind not in part.born(found.kind):
        raise Http404
    return found


def _record(viewer: Viewer, form: IncidentForm, source: Matter | None) -> int | None:
    """Record what a valid form says, once however often it is sent; return its key."""
    values = {**form.values(), "matter_id": source.pk if source else None}
    try:
        with once(
            scope=f"desk.incident.{viewer.key}",
            key=form.cleaned_data["_key"],
            fingerprint=fingerprint([form.kind, values]),
        ) as attempt:
            if attempt.first():
                (recorded,) = record_incidents(
                    actor=viewer, city=viewer.city, told=[Told(kind=form.kind, values=values)]
                )
                attempt.keep({"incident": recorded.pk})
        return int(attempt.result["incident"])
    except ValidationError as error:
        form.refuse(error.message_dict)
    except PermissionDenied:
        form.add_error("division", _("This place is outside your jurisdiction."))
    except (InvalidKey, KeyReused):
        renew_key(form)
        form.add_error(
            None, _("This form was sent before with other contents. To record this too, send it again.")
        )
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_incidents)
def correct(request: HttpRequest, viewer: Viewer, incident_id: int) -> HttpResponse:
    """Say an incident otherwise, by a row beside it and for a reason."""
    incident = visible_or_404(viewer, incident_id)
    if not may_record(viewer, Kind(incident.kind), incident.division_id):
        raise PermissionDenied
    if incident.replaced and request.method != "POST":
        messages.info(request, _("This was corrected meanwhile."))
        return redirect("desk:incident", incident_id=as_it_stands(viewer, incident).pk)
    form = CorrectionForm(viewer, incident, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = _correct(viewer, incident, form)
        if row:
            messages.success(request, _("Corrected."))
            return redirect("desk:incident", incident_id=row.pk)
    context: dict[str, Any] = {"form": form, "incident": incident, "name": KINDS[form.kind]}
    context["graded"] = _graded(form)
    return render(request, "desk/incidents/correct.html", context, status=422 if form.errors else 200)


def _correct(viewer: Viewer, incident: Incident, form: CorrectionForm) -> Incident | None:
    reason = form.cleaned_data["reason"]
    try:
        return correct_incident(actor=viewer, incident=incident, values=form.values(), reason=reason)
    except ValidationError as error:
        form.refuse(error.message_dict if hasattr(error, "error_dict") else {"": error.messages})
    except PermissionDenied:
        form.add_error("division", _("This place is outside your jurisdiction."))
    return None


def _graded(form: IncidentForm) -> str:
    """Return how grave what a form says is, "" where it is no accident."""
    if form.kind is not Kind.ACCIDENT:
        return ""
    typed = {name: form[name].value() for name in ("deaths", "serious_injuries", "loss")}
    return _grade_said(typed)


def _grade_said(typed: dict[str, Any]) -> str:
    """Return how grave an accident with these numbers is; what is no number yet counts as nothing."""
    deaths, serious, loss = (_number(typed.get(name)) for name in ("deaths", "serious_injuries", "loss"))
    return str(GRADES[grade_of(deaths, serious, loss)])


def _number(typed: Any) -> int:
    try:
        return read_whole(str(typed or 0))
    except ValueError:
        return 0


@require_GET
@door(sees_incidents)
def grade(request: HttpRequest, _viewer: Viewer) -> HttpResponse:
    """Say in a part of the page how grave an accident is by what was typed so far."""
    context = {"graded": _grade_said(request.GET.dict())}
    return render(request, "desk/incidents/grade.html", context)
