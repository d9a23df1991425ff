"""Many rows at once: new ones by COPY, a fraction of what making and reading one long INSERT costs on both sides.

Few rows go by prepared statements, so that whoever writes a list writes one row as quickly as if there were no lists.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from sanling.foundation.database.prepared import following, held, insert, run, update

M = TypeVar("M", bound=models.Model)
# Below this one INSERT is as quick, and saves the round trip for ids.
WORTH_COPYING = 50
# Up to so many are inserted one by one: making a statement for several takes longer.
WORTH_PREPARING = 4


def insert_many(model: type[M], rows: Iterable[M]) -> list[M]:
    """Insert unsaved rows in the order given, in the caller's transaction; return them with their keys.

    All of them have keys already, taken from the table's sequence, or none has.
    """
    found = list(rows)
    meta = model._meta  # noqa: SLF001 -- Django's documented name
    keyed = bool(found) and meta.auto_field is not None and found[0].pk is not None
    if len(found) <= WORTH_PREPARING and not keyed:
        insert(*found)
        return found
    if len(found) < WORTH_COPYING and not keyed:
        return model._default_manager.bulk_create(found)  # noqa: SLF001 -- Django's documented name
    fields = [field for field in meta.concrete_fields if not getattr(field, "generated", False)]
    if found[0].pk is None:
        for row, key in zip(found, take_keys(model, len(found)), strict=True):
            row.pk = key
    values = [_value_of(field) for field in fields]
    with _copying(model, fields) as copy:
        for row in found:
            copy.write_row([value(row) for value in values])
    for row in found:
        row._state.adding = False  # noqa: SLF001 -- as bulk_create leaves them
    return found


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Insert rows that are told by their values alone, in the caller's transaction; return their keys in that order.

    ``names`` are the attributes whose values each row holds; all others become what the table gives by itself. Of many
    rows no models are made, which takes Python longer than to write them.
    """
    found = list(rows)
    if len(found) < WORTH_COPYING:
        return [
            row.pk
            for row in insert_many(model, [model(**dict(zip(names, row, strict=True))) for row in found])
        ]
    meta = model._meta  # noqa: SLF001 -- Django's documented name
    by_name = {field.attname: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in names]
    encoders = [(place, encode) for place, field in enumerate(fields) if (encode := _encoder(field))]
    keys = take_keys(model, len(found))
    with _copying(model, [*fields, meta.pk]) as copy:
        for key, row in zip(keys, found, strict=True):
            values = [*row, key]
            for place, encode in encoders:
                values[place] = encode(values[place])
            copy.write_row(values)
    return keys


@contextmanager
def _copying(model: type[models.Model], fields: "Sequence[models.Field[Any, Any]]") -> Iterator[Any]:
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's documented name
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        yield copy


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """Take keys for new rows from their table's own sequence; two that take some at once get them interleaved."""
    meta = model._meta  # noqa: SLF001 -- Django's documented name
    with connection.cursor() as cursor:
        # Which sequence it is, is asked once, not for each key.
        cursor.execute(
            "WITH the AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence)"
            " SELECT array(SELECT nextval(the.sequence) FROM generate_series(1, %s)) FROM the",
            [meta.db_table, meta.pk.column, count],
        )
        ((keys,),) = cursor.fetchall()
        return list(keys)


def _value_of(field: "models.Field[Any, Any]") -> Callable[[models.Model], Any]:
    read, encode = attrgetter(field.attname), _encoder(field)
    if encode is None:
        return read
    if hasattr(field, "follows"):
        return lambda row: encode(held(field, row))
    return lambda row: encode(read(row))


def _encoder(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Return what makes of a value what COPY takes, none where that is the value itself."""
    if isinstance(field, models.JSONField):
        # `json.dumps` would make an encoder of a kind of its own for each row.
        return field.encoder().encode if field.encoder else json.dumps
    if type(field).__module__.startswith("django."):
        return None
    # A field of our own: it may encrypt, or be written by a function.
    copied: Callable[[Any], Any] = getattr(
        field, "copied", lambda value: field.get_db_prep_save(value, connection)
    )
    return copied


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write some fields, by their attributes' names, of rows of one model; with one statement as far as that goes."""
    if not rows:
        return
    if len(rows) == 1:
        update(rows[0], *names)
        return
    sql, fields = _change_of_many(type(rows[0]), tuple(names))
    columns = [[_element(field, row) for row in rows] for field in fields]
    run(sql, [*columns, [row.pk for row in rows]])


@lru_cache
def _change_of_many(model: Any, names: tuple[str, ...]) -> tuple[str, "list[models.Field[Any, Any]]"]:
    meta = model._meta  # noqa: SLF001 -- Django's documented name
    written = {*names, *following(meta, names)}
    fields = [field for field in meta.concrete_fields if field.attname in written]
    table, key = connection.ops.quote_name(meta.db_table), connection.ops.quote_name(meta.pk.column)
    given = [connection.ops.quote_name(field.column) for field in (*fields, meta.pk)]
    # What is written by an expression of its own goes as the text that COPY takes, and an array as that of JSON: arrays
    # of different lengths can't be the elements of one.
    own = [field.db_type(connection) if _is_written_by_expression(field) else None for field in fields]
    arrays = {connection.ops.quote_name(field.column) for field in fields if _is_array(field)}
    kinds = [
        "text" if kind or _is_array(field) else field.rel_db_type(connection)
        for field, kind in zip(fields, own, strict=True)
    ]
    types = ", ".join(f"%s::{kind}[]" for kind in (*kinds, meta.pk.rel_db_type(connection)))
    of_array = "ARRAY(SELECT jsonb_array_elements_text(n.{0}::jsonb))::{1}"
    assigned = ", ".join(
        f"{column} = "
        + (
            of_array.format(column, field.db_type(connection))
            if column in arrays
            else f"n.{column}" + (f"::{kind}" if kind else "")
        )
        for column, kind, field in zip(given, own, fields, strict=False)
    )
    return (
        f"UPDATE {table} SET {assigned} FROM unnest({types}) AS n ({', '.join(given)})"  # noqa: S608 -- our own names
        f" WHERE {table}.{key} = n.{key}"
    ), fields


def _is_written_by_expression(field: "models.Field[Any, Any]") -> bool:
    """Tell fields of our own from Django's, of which those of bytes have a placeholder, too."""
    return hasattr(field, "get_placeholder") and hasattr(field, "copied")


def _is_array(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, ArrayField)


def _element(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    own: Any = field
    if _is_written_by_expression(field):
        return own.copied(held(field, row))
    if _is_array(field):
        return json.dumps([str(element) for element in held(field, row)])
    value = field.get_db_prep_save(held(field, row), connection)
    # The elements of an array are all of one type.
    return value.value if isinstance(value, Enum) else value
