"""What rooms have done to a whole list of matters besides the verbs of workflows, by the same bar, batches and API.

A room says it in the `LIST_ACTS` of its `list_acts` module. It is open to whoever may act on a matter at all.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.schema import FormField
from sanling.foundation.installed import modules


class Doing(Protocol):
    """Does it to matters, each for itself, with what the form says; tells of each what was done, or why it was not."""

    def __call__(
        self, *, actor: Viewer, matters: Sequence[int], said: Mapping[str, Any]
    ) -> Sequence[str | ActError]: ...


@dataclass(frozen=True)
class ListAct:
    """An act over a list by its code, what it is called there, and what its form asks for.

    ``refuse`` raises `Invalid` for a form that is wrong for every matter. ``able`` returns with which of some matters
    there is anything to do; without it there is with all of them.
    """

    code: str
    label: StrPromise
    asks: Sequence[FormField]
    refuse: Callable[[Mapping[str, Any]], None]
    do: Doing
    able: Callable[[Collection[int]], Collection[int]] | None = None

    def check(self, said: Mapping[str, Any], post: int | None) -> None:
        """Raise `Invalid` for a form that is wrong, or holds what is not asked for: nothing is left out in silence."""
        known = {field.code for field in self.asks}
        strange = [*(said.keys() - known), *([] if post is None else ["post"])]
        if strange:
            raise Invalid(dict.fromkeys(sorted(strange), _("This action has no such field.")))
        self.refuse(said)


@cache
def list_acts() -> Mapping[str, ListAct]:
    """Return the installed rooms' acts over lists by their codes."""
    return {act.code: act for module in modules("list_acts") for act in getattr(module, "LIST_ACTS", ())}
