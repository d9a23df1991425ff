"""Take in: what somebody brings in person is registered, accepted and handed to who deals with it, at once."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.act import Wish
from sanling.domain.matters.actions.register import Registered, Report, register
from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.matters.in_turn import Turn, charge, perform_in_turn
from sanling.domain.matters.models import Matter
from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.people.access import Viewer

CHARGED = "charged"


def take_in(*, actor: Viewer, report: Report, post: str = "") -> Registered:
    """Register a report and, where a post is named by its id, accept it and charge that post: all of it or nothing.

    Each is the workflow's own act, as if done on the matter's page; accepting is left out where the workflow charges
    somebody without it. Raises `Invalid`, with what keeps the post from being charged beside "charged". Call it within
    the idempotency key of the request.
    """
    with transaction.atomic():
        registered = register(actor=actor, report=report)
        if not post:
            return registered
        pk, version = registered.matter.pk, registered.matter.version
        accepting = Turn(Wish(pk, verb=Accept.code, version=version), left_out=True)
        assigning = Turn(
            Wish(pk, verb=Assign.code, version=version, fields=lambda action: charge(action, post))
        )
        (outcome,) = perform_in_turn(actor=actor, lists=[[accepting, assigning]])
        if isinstance(outcome, ActError):
            raise Invalid({CHARGED: _why(outcome)}) from outcome
        matter = Matter.objects.select_related("unit", "assignee").get(pk=pk)
        return replace(registered, matter=matter)


def _why(refused: ActError) -> str:
    if isinstance(refused, Invalid):
        return " ".join(refused.errors.values())
    return _("A matter of this kind can't be assigned by you. Leave this empty.")
