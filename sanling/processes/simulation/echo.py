"""The same life lived elsewhere: in a large run what happens in one township happens likewise in others.

Inventing a life takes more time than writing it. Its acts are the same at the same instants, done by the counterparts
of those who did them, so that it is as legal there as where it was first lived.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model

from sanling.domain.matters.access import LinkActor, rights_in
from sanling.domain.matters.models import Clock, Entry, Matter, Party, Relation
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of
from sanling.processes.simulation.keys import twin
from sanling.processes.simulation.life import NAMED, OTHERS, Life


class Nobody(LookupError):
    """A unit or post has no counterpart there."""


def echo(life: Life, matter: Matter, parties: Sequence[Party]) -> Life | None:
    """Return a life as it was lived by another matter elsewhere; none where a unit or post has no counterpart.

    What named a third matter has no echo.
    """
    if life.rows[Relation] or any("other" in entry.params for entry in life.rows[Entry]):
        return None
    try:
        return _Elsewhere(life, matter).lived(parties)
    except Nobody:
        return None


class _Elsewhere:
    """The counterparts, at another matter's place, of what a life's rows name."""

    def __init__(self, life: Life, matter: Matter) -> None:
        """Have found nobody yet."""
        self.life, self.town, self.matter = life, life.town, matter
        self.path = matter.division_id
        self.named_by = _named_by(matter.definition_id)
        self.keys: dict[type[Model], dict[int, int]] = {model: {} for model in NAMED}
        self.units: dict[int, int] = {}
        self.posts: dict[int, int] = {}

    def lived(self, parties: Sequence[Party]) -> Life:
        """Return the life, with its own parties in place of the other's."""
        self._name(self.matter)
        found = Life(self.matter, town=self.town, keys=self.life.keys)
        found.added, found.units = self.life.added, {self.unit(unit): None for unit in self.life.units}
        for model in (*NAMED, *OTHERS):
            found.rows[model] = [self._row(row) for row in self.life.rows[model]]
        found.rows[Party] = [
            twin(party, unit_id=party.unit_id and self.unit(party.unit_id)) for party in parties
        ]
        return found

    def _row(self, row: Model) -> Model:
        model = type(row)
        made = twin(row)
        self._name(made)
        if model in self.keys:
            made.pk = self.keys[model][row.pk] = self.life.keys.next(model)
        if isinstance(made, Entry):
            made.params = {name: self._value(name, value) for name, value in made.params.items()}
            made.actor_key = self._actor_key(made)
        return made

    def _name(self, row: Model) -> None:
        """Let a row name the counterparts of all that it names."""
        values = vars(row)
        for column, model in _columns(type(row)):
            if values[column] is not None:
                values[column] = self._there(model, values[column])

    def _there(self, model: type[Model], key: Any) -> Any:
        """Return the key of what is there what this one is here; the rest is the same everywhere."""
        if model is Unit:
            return self.unit(key)
        if model is Post:
            return self.post(key)
        if model is Matter:
            return self.matter.pk
        if model is Division:
            return self.path
        return self.keys[model][key] if model in self.keys else key

    def unit(self, unit: int) -> int:
        """Return the only unit there with the same kind and lines."""
        if unit not in self.units:
            here = self.town.units[unit]
            alike = [
                there.pk
                for there in self.town.at(self.path[: len(here.division_id)])
                if there.kind == here.kind and there.lines == here.lines
            ]
            if len(alike) != 1:
                raise Nobody
            (self.units[unit],) = alike
        return self.units[unit]

    def post(self, post: int) -> int:
        """Return the one with the same role who comes at the same place of the same unit's list."""
        if post not in self.posts:
            here = self.town.posts[post]
            role = (here.own.role.code,)
            place = self.town.staff(here.own.unit_id, role).index(here)
            colleagues = self.town.staff(self.unit(here.own.unit_id), role)[place : place + 1]
            if not colleagues or colleagues[0].own.lines != here.own.lines:
                raise Nobody
            there = colleagues[0].own
            by_place = rights_in(there.role, self.matter).scope == "jurisdiction"
            if by_place and not there.covers(self.path):
                raise Nobody
            self.posts[post] = there.post_id
        return self.posts[post]

    def _actor_key(self, entry: Entry) -> str:
        if entry.post_id:
            return f"post:{entry.post_id}"
        return LinkActor(self.matter.pk).key if entry.actor_kind == "link" else entry.actor_key

    def _value(self, name: str, value: Any) -> Any:
        model = self.named_by.get(name)
        if model is None:
            return value
        if isinstance(value, list):
            return [self._there(model, key) for key in value]
        return self._there(model, value)


@cache
def _columns(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """Return the columns by which a model's rows name others."""
    fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented name
    return [(field.attname, field.related_model) for field in fields if isinstance(field, ForeignKey)]


@cache
def _named_by(definition: int) -> Mapping[str, type[Model]]:
    """Return what is named by what entries keep under a name."""
    named: dict[str, type[Model]] = {"unit": Unit, "from_unit": Unit, "post": Post, "clock": Clock}
    kinds = {"unit": Unit, "post": Post}
    for action in definition_of(definition).actions:
        for field in action.fields:
            names = field_type(field.type).names
            if names in kinds:
                named[field.code] = kinds[names]
    return named
