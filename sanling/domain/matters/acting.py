"""One act under way: what is known before it, and what its verb decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model

from sanling.domain.matters import timing
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter
from sanling.domain.workflow.schema import Action, Definition
from sanling.foundation.audit.actor import Actor

Row = TypeVar("Row", bound=Model)


@dataclass
class Acting:
    """The locked matter, the legal action with its cleaned fields, and the room a verb has to move in.

    ``unit_id`` is the unit for which a post acts: its own, or that of the one that it stands in for, never both.
    ``params`` goes into the entry and starts as the fields; ``afterwards`` are effects that need the entry's id.
    """

    actor: Actor
    matter: Matter
    definition: Definition
    action: Action
    fields: Mapping[str, Any]
    now: datetime
    unit_id: int | None = None
    enclosures: Sequence[Enclosure] = ()
    params: dict[str, Any] = field(default_factory=dict)
    assignment: Assignment | None = None
    afterwards: list[Callable[[Entry], None]] = field(default_factory=list)
    started: list[Clock] = field(default_factory=list)
    # The matters locked for the act: its own, and what its form names.
    locked: frozenset[int] = frozenset()
    _before: list[Clock] | None = None

    @cached_property
    def met(self) -> frozenset[str]:
        """The codes of the clocks whose deadline the act meets, if it ends them."""
        return self.definition.met_by(self.action.code)

    def running(self) -> list[Clock]:
        """Return the clocks that run: those read once before anything was stopped, and those started since."""
        if self._before is None:
            self._before = timing.running(self.matter)
        return [one for one in (*self._before, *self.started) if one.stopped_at is None]

    def chosen(self, model: type[Row]) -> Row:
        """Return the row of a model that one of the fields names; raises LookupError when the form has none."""
        for value in self.fields.values():
            if isinstance(value, model):
                return value
        raise LookupError(f"{self.action.code} has no field for a {model.__name__}.")


def storable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return cleaned fields as the JSON of an entry: rows by their key, dates as ISO 8601."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
