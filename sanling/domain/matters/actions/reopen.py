"""Reopen: the party says that it isn't settled after all."""

from sanling.domain.matters.acting import Acting


def reopen(act: Acting) -> None:
    """Undo the resolution; the state after decides who has it now."""
    act.matter.resolved_at = None
