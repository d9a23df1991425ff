"""Departments' systems tell what happened under their own numbers, tell it otherwise, and read it (横向打通)."""

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.incidents.access import kinds_recorded, visible_incidents
from sanling.domain.incidents.actions.record_incidents import Told, record_incidents
from sanling.domain.incidents.ledgers import of_subject
from sanling.domain.incidents.models import LONGEST_NUMBER, Incident
from sanling.domain.incidents.queries import is_known
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.access import Viewer
from sanling.domain.people.queries import code_of_unit
from sanling.domain.subjects.access import seen_by_code
from sanling.interfaces.api.auth import caller_of, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.incidents.shapes import (
    IncidentBody,
    IncidentOut,
    IncidentPage,
    incident_out,
)
from sanling.interfaces.api.inputs import LARGEST_ID, LINE, Cursor, Day, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.problems import forbidden, invalid, not_found

router = Router(tags=["incidents"])
# What programs call what the room calls otherwise.
_CALLED = {"division_id": "division", "site_id": "site", "answers_id": "answers"}
_SUBJECTS = ("site", "answers")
# Said of the telling, and not of what happened.
_BESIDE = frozenset({"own_id", "kind", "reason", "division", *_SUBJECTS})


class IncidentFilters(BaseModel):
    """What incidents are narrowed to."""

    kind: Kind | None = None
    division: Annotated[Path | None, Field(description="In this division or below it.")] = None
    own_id: Annotated[
        str, Field(max_length=LONGEST_NUMBER, description="The number in your own system."), LINE
    ] = ""
    subject: Annotated[
        str,
        Field(max_length=32, description="At this subject, or which it answers for, by its code."),
        LINE,
    ] = ""
    since: Annotated[Day | None, Field(description="Happened on this day or later.")] = None
    until: Annotated[Day | None, Field(description="Happened on this day or before.")] = None
    limit: Limit = 50
    cursor: Cursor = ""


@router.get("/incidents", auth=reads, response=answers(IncidentPage), operation_id="list_incidents")
def list_incidents(request: HttpRequest, filters: Query[IncidentFilters]) -> IncidentPage:
    """List what happened as far as the post may know of it, as it is recorded now, in the order of recording."""
    viewer = caller_of(request).viewer
    own = code_of_unit(viewer.own.unit_id)
    found = _rows(viewer).filter(pk__gt=id_cursor(filters.cursor), replaced=False)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.division:
        found = found.filter(division__path__startswith=filters.division)
    if filters.own_id:
        found = found.filter(source=own, own_id=filters.own_id)
    if filters.subject:
        found = found.filter(of_subject(filters.subject))
    if filters.since:
        found = found.filter(happened_on__gte=filters.since)
    if filters.until:
        found = found.filter(happened_on__lte=filters.until)
    rows = list(found.order_by("pk")[: filters.limit + 1])
    more = len(rows) > filters.limit
    return IncidentPage(
        items=[incident_out(row, own) for row in rows[: filters.limit]],
        next=write_cursor(rows[filters.limit - 1].pk) if more else None,
    )


@router.get(
    "/incidents/{int:incident_id}",
    auth=reads,
    response=answers(IncidentOut, 404),
    operation_id="read_incident",
)
def read_incident(request: HttpRequest, incident_id: int) -> IncidentOut:
    """Show one, as it is recorded now or was before it was corrected."""
    viewer = caller_of(request).viewer
    found = _rows(viewer).filter(pk=min(max(incident_id, 0), LARGEST_ID)).first()
    if found is None:
        raise not_found()
    return incident_out(found, code_of_unit(viewer.own.unit_id))


@router.post(
    "/incidents",
    auth=writes,
    response=answers(IncidentOut, 404, writing=True) | {201: IncidentOut},
    operation_id="tell_incident",
)
def tell_incident(request: HttpRequest, body: IncidentBody) -> HttpResponse:
    """Tell an incident under your own number: 201 the first time, 200 after that.

    Told again, nothing changes; told otherwise, a row beside corrects it. What somebody corrected by hand stays, unless
    you say of that very thing something else than before. It needs no key: your number is one.
    """
    viewer = caller_of(request).viewer
    # Whoever records none of a kind learns nothing of what stands under a number.
    if body.kind not in kinds_recorded(viewer):
        raise forbidden(_("This post does not record incidents of this kind."))
    source = code_of_unit(viewer.own.unit_id)
    said = Told(
        kind=body.kind, values=_values(viewer, body), source=source, own_id=body.own_id, reason=body.reason
    )
    status = 200 if is_known(viewer.city, source, body.own_id) else 201
    try:
        (recorded,) = record_incidents(actor=viewer, city=viewer.city, told=[said])
    except ValidationError as error:
        wrong = {_CALLED.get(name, name): " ".join(texts) for name, texts in error.message_dict.items()}
        raise invalid(wrong) from error
    except PermissionDenied as error:
        raise forbidden(_("This place is outside your jurisdiction.")) from error
    out = incident_out(_rows(viewer).get(pk=recorded.pk), source).model_dump(mode="json")
    return JsonResponse(out, status=status, json_dumps_params={"ensure_ascii": False})


def _rows(viewer: Viewer) -> QuerySet[Incident]:
    return visible_incidents(viewer).select_related("site", "answers")


def _values(viewer: Viewer, body: IncidentBody) -> dict[str, Any]:
    """Return what is said by the room's names; raises the problem of subjects that aren't there."""
    named = body.model_fields_set
    values: dict[str, Any] = {
        name: value for name, value in body.model_dump(exclude=set(_BESIDE)).items() if name in named
    }
    if "division" in named:
        values["division_id"] = body.division
    wrong = {}
    for name in _SUBJECTS:
        code = getattr(body, name)
        if name not in named:
            continue
        subject = seen_by_code(viewer, code or "", city=viewer.city)
        if code and subject is None:
            wrong[name] = _("There is no such subject, or none that you may name.")
        values[f"{name}_id"] = subject.pk if code and subject else None
    if wrong:
        raise invalid(wrong)
    return values
