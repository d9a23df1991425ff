"""Take in: what somebody brings in person is registered, accepted and handed to who deals with it, at once."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.act import allowed_actions, perform
from sanling.domain.matters.actions.register import Registered, Report, register
from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.models import Matter
from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.schema import Action

CHARGED = "charged"


def take_in(*, actor: Viewer, report: Report, post: str = "") -> Registered:
    """Register a report and, where a post is named by its id, accept it and charge that post: all of it or nothing.

    Each is the workflow's own act, as if done on the matter's page. Raises `Invalid`, with what keeps the post from
    being charged beside "charged". Call it within the idempotency key of the request.
    """
    with transaction.atomic():
        registered = register(actor=actor, report=report)
        if not post:
            return registered
        for verb in (Accept.code, Assign.code):
            _do(actor, registered.matter.pk, verb, post)
        matter = Matter.objects.select_related("unit", "assignee").get(pk=registered.matter.pk)
        return replace(registered, matter=matter)


def _do(actor: Viewer, matter_id: int, verb: str, post: str) -> None:
    """Do the act of a verb; accepting is left out where the workflow charges somebody without it."""
    matter = Matter.objects.select_related("unit").get(pk=matter_id)
    action = next((action for action in allowed_actions(actor, matter) if action.verb == verb), None)
    if action is None and verb == Accept.code:
        return
    if action is None:
        raise Invalid({CHARGED: _("A matter of this kind can't be assigned by you. Leave this empty.")})
    try:
        perform(
            actor=actor,
            matter_id=matter_id,
            action=action.code,
            version=matter.version,
            fields=_fields(action, post),
        )
    except Invalid as invalid:
        raise Invalid({CHARGED: " ".join(invalid.errors.values())}) from invalid
    except ActError as refused:
        raise Invalid(
            {CHARGED: _("A matter of this kind can't be assigned by you. Leave this empty.")}
        ) from refused


def _fields(action: Action, post: str) -> dict[str, str]:
    return {field.code: post for field in fields_of(action) if field.type in Assign.needs}
