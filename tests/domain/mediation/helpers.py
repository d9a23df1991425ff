"""Mediation bodies and mediators for the tests, in the cast's village and county."""

from typing import Any

from sanling.domain.mediation.actions.add_body import add_body
from sanling.domain.mediation.actions.add_mediators import NewMediator, add_mediators
from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.foundation.audit.actor import Actor
from tests.city import TEST, VILLAGE

Cast = dict[str, Player]


def unit_at(path: str, kind: str = "village_committee") -> Unit:
    """Return the unit of a kind at a division."""
    return Unit.objects.get(division=path, kind=kind, ends_on=None)


def a_body(
    path: str = VILLAGE, kind: str = "village", *, unit: str = "village_committee", **said: Any
) -> Body:
    """Add a body at a unit of a division."""
    said = {"name": f"{path}调解委员会", **said}
    return add_body(actor=TEST, unit_id=unit_at(path, unit).pk, kind=kind, **said)


def somebody(body: Body, actor: Actor = TEST, **said: Any) -> Mediator:
    """Add somebody to a body, who stands in the directory unless said otherwise."""
    said = {"profession": "mediator", "listed": True, **said}
    if "post_id" not in said:
        said = {"name": "宋明哲", **said}
    (added,) = add_mediators(actor=actor, new=[NewMediator(body_id=body.pk, **said)])
    return added
