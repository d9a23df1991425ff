"""What a post may register, and where."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.people.access import Viewer, reach_at
from sanling.domain.people.reach import Reach
from sanling.domain.territory.rules import level_of
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.reading import drafts
from sanling.domain.workflow.rules import Facts, may_register
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for


@kept_with_profile
def _shipped(profile: Profile) -> tuple[Workflow, ...]:
    return tuple(draft.definition() for draft in drafts(profile.files("workflows")))


@Prepared
def _current_kinds(city: str) -> QuerySet[Definition, tuple[int, str]]:
    return Definition.objects.filter(city=city, retired_at=None).order_by("pk").values_list("pk", "kind")


def roles_charged(city: str) -> tuple[str, ...]:
    """Return the roles whose posts a city's profile lets be charged with matters, in its order, without a query."""
    fields = (
        field
        for definition in _shipped(profile_for(city))
        for action in definition.actions
        if action.verb == Assign.code
        for field in action.fields
        if field_type(field.type).names == "post"
    )
    return tuple(dict.fromkeys(role for field in fields for role in field.roles))


def registers_any(viewer: Viewer) -> bool:
    """Tell whether a post registers matters of some kind by its city's profile, without a query."""
    return any(
        may_register(definition, _facts(reach))
        for reach in viewer.reaches
        for definition in _shipped(profile_for(viewer.city))
    )


def registrable(viewer: Viewer) -> list[str]:
    """Return the kinds that a post may register for residents now, by code, with one query."""
    part: MattersPart = profile_for(viewer.city).part("matters")
    reported = {kind.code for kind in part.kinds_of(REPORTED)}
    return [
        kind
        for pk, kind in _current_kinds(city=viewer.city)
        if kind in reported
        and any(may_register(definition_of(pk), _facts(reach)) for reach in viewer.reaches)
    ]


def registers_at(viewer: Viewer, kind: str, path: str) -> bool:
    """Tell whether one of the posts acted for both takes in matters of a kind and answers for a place; one query."""
    current = (definition_of(pk) for pk, known in _current_kinds(city=viewer.city) if known == kind)
    return any(registrar(viewer, definition, path) for definition in current)


def registrar(viewer: Viewer, definition: Workflow, path: str) -> Reach | None:
    """Return as which post a viewer registers a matter of a definition at a place, its own first."""
    return reach_at(viewer, path, lambda reach: may_register(definition, _facts(reach)))


def registrar_or_refuse(actor: Actor, definition: Workflow, path: str) -> int | None:
    """Return the post that registers: who stands in for another does it as that one, and sees no more of it after.

    Raises `Invalid` where none of the actor's may; actors that are no post need none.
    """
    if not isinstance(actor, Viewer):
        return None
    reach = registrar(actor, definition, path)
    if reach is None:
        raise Invalid({"division": _("This place is outside your jurisdiction.")})
    return reach.post_id


def _facts(reach: Reach) -> Facts:
    return Facts(
        state="",
        relations=frozenset({"registrar"}),
        role=reach.role.code,
        level=level_of(reach.unit_division).name.lower(),
    )
