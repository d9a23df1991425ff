"""Brings an invented matter and one in the database into one form, and says where they differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import ForeignKey, Model

from sanling.domain.matters.models import Attachment, Clock, Entry, Matter, Participation
from sanling.domain.matters.searching import search_tokens
from sanling.foundation.text import tokens
from sanling.processes.simulation.life import NAMED, OTHERS, Life

Form = dict[str, Any]
# What is each matter's own, and the pictures, of which a replay has but one.
OWN = frozenset({"id", "number", "link_digest", "shown_digest", "search"})
PICTURE = frozenset({"file_id", "name"})


def as_invented(life: Life) -> Form:
    """Return what an invented matter is, without keys."""
    found = search_tokens(life.matter, extra=life.added)
    return _form(life.matter, life.rows, life.units, found)


def as_stored(matter: Matter) -> Form:
    """Return the same of a matter in the database."""
    rows = {model: _rows_of(matter, model) for model in (*NAMED, *OTHERS)}
    units = Participation.objects.filter(matter=matter).values_list("unit", flat=True)
    return _form(matter, rows, units, matter.search)


def _rows_of(matter: Matter, model: type[Model]) -> Sequence[Model]:
    names = {field.name for field in model._meta.concrete_fields}
    way = next(way for way in ("matter", "clock__matter", "entry__matter") if way.partition("__")[0] in names)
    return list(model._default_manager.filter(**{way: matter}).order_by("pk"))


def _form(
    matter: Matter, rows: Mapping[type[Model], Sequence[Any]], units: Iterable[int], found: Iterable[str]
) -> Form:
    places = {
        model: {row.pk: place for place, row in enumerate(of_model)} for model, of_model in rows.items()
    }
    # A number may hold what the words hold, too.
    numbered = {*tokens(matter.number)} - {*tokens(f"{matter.title} {matter.text} {matter.place}")}
    return {
        "matter": _said(matter, places),
        **{model.__name__: [_said(row, places) for row in of_model] for model, of_model in rows.items()},
        "units": set(units),
        "found by": set(found) - numbered,
    }


def _said(row: Model, places: Mapping[type[Model], Mapping[int, int]]) -> dict[str, Any]:
    """Return what a row says, with places instead of keys of the matter's own rows."""
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        named = field.related_model if isinstance(field, ForeignKey) else None
        own = field.attname in (OWN | PICTURE if isinstance(row, Attachment) else OWN)
        if own or named is Matter or field.generated:
            continue
        value = getattr(row, field.attname)
        if named and named in places and value is not None:
            value = places[named][value]
        said[field.attname] = bytes(value) if isinstance(value, memoryview) else value
    if isinstance(row, Entry):
        said["params"] = {
            name: places[Clock][value] if name == "clock" else value
            for name, value in row.params.items()
            if name not in {"other", "number"}
        }
        said["actor_key"] = row.actor_key.replace(f"link:{row.matter_id}", "link")
    return said


def differences(first: Form, second: Form) -> Iterator[str]:
    """Yield where two forms differ, part by part."""
    for part, mine in first.items():
        theirs = second[part]
        if mine == theirs:
            continue
        if isinstance(mine, list):
            for place in range(max(len(mine), len(theirs))):
                left, right = mine[place : place + 1], theirs[place : place + 1]
                if left != right:
                    yield f"{part}[{place}]: {left} / {right}"
        else:
            yield f"{part}: {mine} / {theirs}"
