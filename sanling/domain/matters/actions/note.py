"""Note: what accept, handle, supervise, revisit, withdraw, archive have in common.

These acts change nothing but the state that their definition names; their entry is their whole effect.
"""

from sanling.domain.matters.acting import Acting


def note(act: Acting) -> None:
    """Leave it at the entry."""
