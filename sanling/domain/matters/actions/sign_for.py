"""Sign for: whoever is charged confirms having it."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.movement import sign


def sign_for(act: Acting) -> None:
    """Note when the assignment under way was signed for."""
    sign(act)
