"""Which rows other rows name, read from the models themselves, so that no room need be asked and none is forgotten."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

M = TypeVar("M", bound=Model)


def unnamed(rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of the rows that no foreign key of any installed model names, hidden relations included."""
    for relation in relations_to(rows.model):
        naming = relation.field.model._base_manager.filter(  # noqa: SLF001 -- public by Django's documentation
            **{relation.field.name: OuterRef(relation.field.target_field.name)}
        )
        rows = rows.filter(~Exists(naming))
    return rows


def relations_to(model: type[Model]) -> list[ForeignObjectRel]:
    """Return the foreign keys by which rows of installed models name those of one; a table between two has one too."""
    fields = model._meta.get_fields(include_hidden=True)  # noqa: SLF001 -- public by Django's documentation
    return [
        field
        for field in fields
        if isinstance(field, ForeignObjectRel) and (field.one_to_many or field.one_to_one)
    ]
