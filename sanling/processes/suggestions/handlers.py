"""Who is suggested to be charged with a matter: whoever settled the likest ones, of those that may be charged."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanling.domain.matters.choosing import posts_within
from sanling.domain.matters.in_turn import charging_action
from sanling.domain.matters.models import Matter
from sanling.domain.matters.workload import open_with
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, FormField
from sanling.processes.suggestions.likest import (
    MOST_OFFERED,
    handled_by,
    likest,
    settled_near,
    spoken_for,
)
from sanling.processes.suggestions.suggesting import Suggestion, may_suggest

# Under which name a form asks who is charged by the act that follows.
CHARGED = "_charged"


def suggested_handlers(viewer: Viewer, matter: Matter, action: Action) -> list[Suggestion]:
    """Return up to three posts for an act's form that asks for one, with how many each has open; few statements.

    Only settled matters that the viewer may see speak, and only posts that the form itself takes are named. How much
    a post has open is told as far as the viewer may count it.
    """
    asked = _asked(matter, action)
    if asked is None or not may_suggest(matter):
        return []
    name, field = asked
    spoken = spoken_for(handled_by(likest(matter, settled_near(viewer, matter, Level.TOWNSHIP))))
    allowed = posts_within(matter, field.roles).filter(pk__in=[found.choice for found in spoken])
    posts = {post.pk: post for post in allowed.select_related("unit")} if spoken else {}
    offered = [found for found in spoken if found.choice in posts][:MOST_OFFERED]
    has_open = open_with(viewer, [posts[found.choice] for found in offered])
    return [
        Suggestion(
            code=str(found.choice),
            name=f"{posts[found.choice].name} · {posts[found.choice].unit.label}",
            field=name,
            note=" · ".join(_notes(found.count, found.of, has_open.get(found.choice))),
            numbers=tuple(found.likest),
        )
        for found in offered
    ]


def _notes(count: int, of: int, has_open: int | None) -> Sequence[str]:
    settled = _("settled %(count)d of the %(of)d likest") % {"count": count, "of": of}
    if has_open is None:
        return [settled]
    return [settled, ngettext("%(count)d open", "%(count)d open", has_open) % {"count": has_open}]


def _asked(matter: Matter, action: Action) -> tuple[str, FormField] | None:
    """Return the field by which an act's form asks for a post, under its name there."""
    own = next((field for field in action.fields if field_type(field.type).names == "post"), None)
    if own:
        return own.code, own
    after = charging_action(definition_of(matter.definition_id), action)
    found = [field for field in after.fields if field_type(field.type).names == "post"] if after else []
    return (CHARGED, found[0]) if found else None
