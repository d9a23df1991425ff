"""Who can be chosen in the tests, and the worker that asks the next."""

from datetime import timedelta
from typing import NamedTuple

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.domain.matters.scan import scan
from sanling.domain.mediation.models import Mediator
from sanling.foundation.clock import turned
from sanling.processes.escalation.overdue import act_on_overdue
from sanling.processes.reactions import react
from tests.city import SIBLING_VILLAGE, TOWNSHIP
from tests.domain.mediation.helpers import Cast, a_body, somebody


class Four(NamedTuple):
    """A mediator of the village, of the township, of the village beside it, and one without an account."""

    near: Mediator
    town: Mediator
    beside: Mediator
    wished: Mediator


def four(cast: Cast) -> Four:
    """Lay them out, all in the directory."""
    near = somebody(a_body(), post_id=cast["mediator"].post.pk)
    town_body = a_body(TOWNSHIP, "town", unit="mediation_committee")
    town = somebody(town_body, post_id=cast["township_mediator"].post.pk)
    beside = somebody(a_body(SIBLING_VILLAGE), post_id=cast["sibling_village_mediator"].post.pk)
    return Four(near, town, beside, somebody(town_body))


def own(matter: Matter) -> LinkActor:
    """Return who holds the link of a matter."""
    return LinkActor(matter.pk)


def later(days: float) -> None:
    """Let days pass: clocks run out, the worker does what follows."""
    with turned(shift=timedelta(days=days)):
        scan()
        act_on_overdue()
        react()
