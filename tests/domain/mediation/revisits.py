"""Settled disputes for the tests, and what was found at their parties."""

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.record_revisit import Found
from sanling.foundation.days import today
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast


def settled(cast: Cast) -> Matter:
    """Return a dispute that an agreement settled."""
    matter, *_rest = in_force(cast)
    return Matter.objects.get(pk=matter.pk)


def found(**said: object) -> Found:
    """Return that all is well, or what is said."""
    return Found(**{"done_on": today(), "way": "call", "result": "kept", **said})  # type: ignore[arg-type]
