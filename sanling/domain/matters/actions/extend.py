"""Extend: ask for more time; nothing moves until somebody entitled decides."""

from django.utils.translation import gettext as _

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.errors import Invalid


def extend(act: Acting) -> None:
    """Keep the request for the running clock that the action moves; raises `Invalid` when none of them runs."""
    movable = [one for one in act.running() if one.code in act.action.moves]
    if not movable:
        raise Invalid({"": _("No deadline that could be extended is running.")})
    clock = max(movable, key=lambda one: one.due_at)
    act.params.update(extension="asked", clock=clock.pk)
