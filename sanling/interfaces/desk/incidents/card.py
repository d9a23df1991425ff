"""A page of one incident: what is recorded, who recorded it, what cites it, and how it was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.incidents.access import may_correct, visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.queries import sayings
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.wording import reason_told, told, values_told
from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post
from sanling.domain.subjects.access import visible_subjects
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.incidents.incident_panels import panels_of
from sanling.interfaces.desk.incidents.reports import reports_of
from sanling.interfaces.desk.pages import sees

sees_incidents = sees("incidents")


@dataclass(frozen=True)
class Saying:
    """What was recorded at one time, by whom, and what of it differs from before, as (label, before, after)."""

    incident: Incident
    by: str
    reason: str
    differs: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Card:
    """What the page shows; of subjects and matters the addresses of those that the viewer sees."""

    incident: Incident
    kind: str
    what: str
    facts: Sequence[tuple[str, str]]
    subjects: Sequence[tuple[str, str]]
    matter: str
    history: Sequence[Saying]
    latest: int
    may_correct: bool


def visible_or_404(viewer: Viewer, incident_id: int) -> Incident:
    """Return an incident that a viewer may see, as it was recorded then."""
    found = visible_incidents(viewer).select_related("division", "site", "answers")
    incident = found.filter(pk=min(incident_id, 2**63 - 1)).first()
    if incident is None:
        raise Http404
    return incident


def as_it_stands(viewer: Viewer, incident: Incident) -> Incident:
    """Return what an incident was corrected to at last, itself if it never was; 404 if that is out of sight."""
    return visible_or_404(viewer, sayings(viewer, incident)[0].pk) if incident.replaced else incident


@require_GET
@door(sees_incidents)
def incident(request: HttpRequest, viewer: Viewer, incident_id: int) -> HttpResponse:
    """Show an incident."""
    found = visible_or_404(viewer, incident_id)
    context: dict[str, Any] = {"card": _card(viewer, found), "panels": panels_of(viewer, found)}
    context["reports"] = reports_of(viewer, found)
    return render(request, "desk/incidents/incident.html", context)


def _card(viewer: Viewer, found: Incident) -> Card:
    recorded = sayings(viewer, found)
    keys = {key for key in (found.site_id, found.answers_id) if key}
    names = dict(visible_subjects(viewer).filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    matter = visible_matters(viewer, few=True).filter(pk=found.matter_id) if found.matter_id else None
    return Card(
        incident=found,
        kind=str(KINDS[Kind(found.kind)]),
        what=told(found),
        facts=[*values_told(found).items()],
        subjects=[(name, reverse("desk:subject", args=[key])) for key, name in names.items()],
        matter=(matter.values_list("number", flat=True).first() or "") if matter is not None else "",
        history=list(_history(recorded)),
        latest=max(saying.pk for saying in recorded),
        may_correct=may_correct(viewer, found),
    )


def _history(recorded: Sequence[Incident]) -> Iterator[Saying]:
    """Yield what was recorded, the latest first, each with what differs from the one before it."""
    names = _names(recorded)
    for later, before in zip(recorded, [*recorded[1:], None], strict=True):
        values, was = values_told(later), values_told(before) if before else {}
        differs = [
            (name, was[name], value) for name, value in values.items() if before and was[name] != value
        ]
        yield Saying(later, names.get(later.by, _("System")), reason_told(later), differs)


def _names(recorded: Sequence[Incident]) -> dict[str, str]:
    """Return who recorded, by the actor's key."""
    keys = {saying.by.removeprefix("post:") for saying in recorded if saying.by.startswith("post:")}
    posts = Post.objects.filter(pk__in=keys).select_related("unit") if keys else []
    return {f"post:{post.pk}": f"{post.name} · {post.unit.label}" for post in posts}
