"""Workflows: each drawn from its data, with states, acts and deadlines, and the law that they follow."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.queries import in_city
from sanling.domain.workflow.comparing import values_said
from sanling.domain.workflow.diagram import svg
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation, Workflow
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.values import differences
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.pages import has_post

# Who may, where any role may.
RELATIONS = {
    ActorRelation.HOLDER: _("Unit that holds it"),
    ActorRelation.ASSIGNEE: _("Whoever is charged with it"),
    ActorRelation.JOINT: _("Departments called in"),
    ActorRelation.ABOVE: _("Units above"),
    ActorRelation.REGISTRAR: _("Whoever registers"),
    ActorRelation.PARTY: _("Party"),
    ActorRelation.SYSTEM: _("System"),
}
WORKFLOWS = Listing(
    heads=(
        Head(_("Workflow")),
        Head(_("Version")),
        Head(_("States")),
        Head(_("Acts")),
        Head(_("Rests on")),
        Head(_("Published")),
    ),
    nothing=_("No workflows are published"),
    icon="route",
    linked=True,
)

DIFFERENCES = Listing(
    heads=(Head(_("Value")), Head(_("Older version")), Head(_("Newer version"))),
    nothing=_("Both say the same"),
    icon="route",
)


@require_GET
@door(has_post)
def workflows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the city's current workflows; to a province, those of its cities."""
    found = Definition.objects.filter(in_city(viewer.city), retired_at=None).defer("body").order_by("pk")
    rows = [
        (row, definition_of(row.pk), "" if row.city == viewer.city else profile_for(row.city).name)
        for row in found
    ]
    return render(request, "desk/workflow/workflows.html", {"shown": WORKFLOWS.holding(rows)})


@require_GET
@door(has_post)
def workflow(request: HttpRequest, viewer: Viewer, definition_id: int) -> HttpResponse:
    """Show one version of a workflow as a diagram and as tables."""
    row = Definition.objects.filter(in_city(viewer.city), pk=definition_id).defer("body").first()
    if row is None:
        raise Http404
    definition = definition_of(row.pk)
    context = {
        "row": row,
        "definition": definition,
        # Drawn by our own code from checked data, every text of it escaped there.
        "diagram": mark_safe(svg(definition, get_language() or "zh-hans")),  # noqa: S308
        "actions": [_shown(action, definition, row.city) for action in definition.actions],
        "versions": Definition.objects.filter(city=row.city, code=row.code)
        .defer("body")
        .order_by("-version"),
    }
    return render(request, "desk/workflow/workflow.html", context)


@require_GET
@door(has_post)
def compare_workflows(
    request: HttpRequest, viewer: Viewer, definition_id: int, other_id: int
) -> HttpResponse:
    """Show what two versions of a workflow say differently."""
    found = Definition.objects.filter(in_city(viewer.city), pk__in=(definition_id, other_id))
    versions = list(found.defer("body").order_by("version"))
    if len(versions) < 2 or len({(row.city, row.code) for row in versions}) > 1:
        raise Http404
    older, newer = versions
    rows = differences(values_said(definition_of(older.pk)), values_said(definition_of(newer.pk)))
    context = {
        "older": older,
        "newer": newer,
        "definition": definition_of(newer.pk),
        "shown": DIFFERENCES.holding([difference.row for difference in rows]),
    }
    return render(request, "desk/workflow/compare.html", context)


@dataclass(frozen=True)
class ShownAction:
    """An action in words: from where to where, and by whom."""

    action: Action
    sources: list[str]
    target: str
    who: list[str]


def _shown(action: Action, definition: Workflow, city: str) -> ShownAction:
    return ShownAction(
        action=action,
        sources=[str(definition.state(code).name) for code in action.sources],
        target=str(definition.state(action.to).name) if action.to else "",
        who=_who(city, action),
    )


def _who(city: str, action: Action) -> list[str]:
    """Return the roles that may, by name; relations without roles of their own speak for themselves."""
    part: PeoplePart = profile_for(city).part("people")
    names = {role.code: str(role.name) for role in part.roles}
    found: dict[str, None] = {}
    for who in action.who:
        for role in who.roles:
            found[names.get(role, role) if role != "*" else str(RELATIONS[who.relation])] = None
    return list(found)
