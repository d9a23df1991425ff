"""The kinds of matter of a city, with their workflows."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.interfaces.api.auth import by_address
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Path
from sanling.interfaces.api.matters.act_shapes import ActionOut, action_out
from sanling.interfaces.api.problems import invalid
from sanling.interfaces.api.shapes import Named
from sanling.interfaces.components.cities import city_asked, city_of_place

router = Router(tags=["offices"])


class WorkflowFilters(BaseModel):
    """Whose workflows."""

    division: Annotated[
        Path | None, Field(description="A division of the city; needed where several cities are served.")
    ] = None


class StateOut(Named):
    """A state of a workflow; ``public`` and ``next`` are what residents read."""

    public: str
    next: str
    end: bool
    outcome: str | None


class WorkflowOut(BaseModel):
    """A kind of matter, its categories, and the workflow that new matters of it are registered under."""

    kind: Named
    public: bool = Field(description="Whether residents may report it.")
    contact: str = Field(description="Whether a resident must leave a phone number: required or optional.")
    workflow: Named
    version: int
    categories: list[Named]
    states: list[StateOut]
    actions: list[ActionOut]


class Workflows(BaseModel):
    """The workflows in force."""

    items: list[WorkflowOut]


@router.get(
    "/workflows", auth=by_address, response=answers(Workflows, guarded=False), operation_id="list_workflows"
)
def list_workflows(request: HttpRequest, filters: Query[WorkflowFilters]) -> Workflows:
    """List the kinds of matter with their workflows: what residents may report, which states and acts there are."""
    profile = city_of_place(filters.division) if filters.division else city_asked(request)
    if profile is None:
        raise invalid({"division": _("Please say in which city it is.")})
    part: MattersPart = profile.part("matters")
    kinds = {kind.workflow: kind for kind in part.kinds}
    rows = [
        (definition.pk, definition.version, kinds[definition.code])
        for definition in all_current(profile.city)
        if definition.code in kinds
    ]
    return Workflows(items=[_workflow(part, pk, version, kind) for pk, version, kind in rows])


def _workflow(part: MattersPart, pk: int, version: int, kind: KindRules) -> WorkflowOut:
    definition = definition_of(pk)
    return WorkflowOut(
        kind=Named(code=kind.code, name=str(kind.name)),
        public=kind.public,
        contact=kind.contact,
        workflow=Named(code=definition.code, name=str(definition.name)),
        version=version,
        categories=[
            Named(code=category.code, name=str(category.name)) for category in part.categories(kind.code)
        ],
        states=[
            StateOut(
                code=state.code,
                name=str(state.name),
                public=str(state.public),
                next=str(state.next or ""),
                end=state.end,
                outcome=state.outcome,
            )
            for state in definition.states
        ],
        actions=[action_out(action) for action in definition.actions],
    )
