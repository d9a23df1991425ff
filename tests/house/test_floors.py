"""String foreign keys slip past import contracts, so the floors of models are compared here."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Field, Model

from tests.house.sources import layers


def place(model: type[Model]) -> tuple[int, int, str]:
    """Return floor and line of the room that a model lives in, the highest first, and the room's name."""
    floor, room = model.__module__.split(".")[1:3]
    return line_of("floors", floor), line_of(floor, room), room


def line_of(contract: str, name: str) -> int:
    """Return on which line of a contract a name stands."""
    for line, beside in enumerate(layers(contract)):
        if name in beside:
            return line
    raise AssertionError(f"{name} stands in no line of the contract {contract}.")


def ours(model: type[Model]) -> bool:
    """Tell whether a model is of this project rather than of a library."""
    return model.__module__.startswith("sanling.")


def ties() -> Iterator[tuple[type[Model], "Field[object, object]", type[Model]]]:
    """Yield each foreign key between models of ours."""
    for model in filter(ours, apps.get_models()):
        for field in model._meta.get_fields():
            other = field.related_model
            if isinstance(field, Field) and isinstance(other, type) and ours(other):
                yield model, field, other


@pytest.mark.parametrize("tie", list(ties()), ids=lambda tie: f"{tie[0].__name__}.{tie[1].name}")
def test_a_row_points_only_to_rooms_below(
    tie: tuple[type[Model], "Field[object, object]", type[Model]],
) -> None:
    here, there = place(tie[0]), place(tie[2])
    assert here[2] == there[2] or here[:2] < there[:2], f"{here[2]} must not point to {there[2]}"


def test_there_are_ties_to_compare() -> None:
    assert sum(1 for _tie in ties()) > 20
