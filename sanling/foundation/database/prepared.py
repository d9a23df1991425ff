"""Statements whose SQL is made once: queries written with the ORM, compiled once a process, prepared once a connection.

Making SQL takes Django longer than running it takes PostgreSQL. Where the same few statements run with every request,
as in an act on a matter, this keeps one way of writing queries and pays for its making only once. It is for fixed
queries that find their rows by a key: PostgreSQL keeps one plan for all values.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial, update_wrapper
from inspect import signature
from itertools import groupby
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from psycopg import Cursor
from psycopg.types.numeric import Int8Dumper

P = ParamSpec("P")
Row = TypeVar("Row")
AnyField: TypeAlias = "Field[Any, Any]"
MOST_PREPARED = 400


class _Cursor(Cursor[Any]):
    """A cursor that prepares what it executes."""

    def execute(self, query: Any, params: Any = None, **_kwargs: Any) -> Any:
        return super().execute(query, params, prepare=True)


def _run(sql: str, params: Sequence[Any] | Mapping[str, Any], take: Callable[[Any], Any]) -> Any:
    """Run a statement by a cursor that prepares it, counted and logged as any of Django's, and take its result."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    raw: Any = database.connection
    if raw.prepared_max != MOST_PREPARED:
        raw.prepared_max = MOST_PREPARED
        # One width for all whole numbers: each width would be a statement of its own.
        raw.adapters.register_dumper(int, Int8Dumper)
    bare: Any = _Cursor(raw)
    with (
        database.make_debug_cursor(bare) if database.queries_logged else database.make_cursor(bare) as cursor
    ):
        cursor.execute(sql, params)
        return take(bare)


def rows(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
    """Run a statement that gives rows, and return them."""
    found: list[Any] = _run(sql, params, _Cursor.fetchall)
    return found


def run(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> int:
    """Run a statement that gives none, and return how many rows it changed."""
    return int(_run(sql, params, lambda cursor: cursor.rowcount))


class _Slot(Expression):
    """The place of a value in a query, known by the name of the parameter that fills it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def __bool__(self) -> bool:
        # Django asks this of each expression; whoever makes the query would get an answer for one value only.
        if sys._getframe(1).f_globals["__name__"].startswith("django."):  # noqa: SLF001 -- documented by Python
            return True
        raise TypeError(f"A prepared query is made once: it can't depend on whether {self.name} is empty.")


class Prepared(Generic[P, Row]):
    """A queryset that is compiled with its first call and only filled in with each further one.

    Decorates a function that makes the queryset (of models, or of `values_list`); each of its parameters is a value
    that changes from call to call. What would go wrong without a word is refused with a ``TypeError`` when the query is
    made: rows of another shape, prefetches, a parameter that the SQL lacks; and when it is called: ``None``, which no
    column equals.
    """

    def __init__(self, make: Callable[P, "QuerySet[Any, Row]"]) -> None:
        """Keep how the queryset is made."""
        update_wrapper(self, make)
        self._make = make
        self._names = tuple(signature(make).parameters)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """Return the rows; values are as the database has them: keys, texts, instants."""
        values = dict(zip(self._names, args, strict=False)) | kwargs
        if None in values.values():
            raise TypeError(f"{self._make.__qualname__} was asked for None; write a query for NULL.")
        sql, params, read = self._compiled
        filled = [values[param.name] if isinstance(param, _Slot) else param for param in params]
        return read(rows(sql, filled)) if sql else []

    def first(self, *args: P.args, **kwargs: P.kwargs) -> Row | None:
        """Return the first row, or ``None``."""
        return next(iter(self(*args, **kwargs)), None)

    @cached_property
    def _compiled(self) -> tuple[str, Sequence[Any], Callable[[Iterable[Any]], list[Row]]]:
        make: Callable[..., Any] = self._make
        queryset = make(**{name: _Slot(name) for name in self._names})
        self._refuse_strange(queryset)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return "", (), list
        if lost := set(self._names) - {param.name for param in params if isinstance(param, _Slot)}:
            raise TypeError(f"{self._make.__qualname__} makes SQL without {', '.join(sorted(lost))}.")
        return sql, params, _reader(queryset, compiler)

    def _refuse_strange(self, queryset: Any) -> None:
        shape: Any = queryset._iterable_class  # noqa: SLF001
        known: tuple[Any, ...] = (ModelIterable, ValuesListIterable, FlatValuesListIterable)
        if shape not in known:
            raise TypeError(
                f"{self._make.__qualname__} gives rows by {shape.__name__}; use models or values_list."
            )
        if queryset._prefetch_related_lookups:  # noqa: SLF001
            raise TypeError(f"{self._make.__qualname__} prefetches, which needs further queries.")


def _reader(queryset: Any, compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    """Return what makes of rows what the ORM's iterables make of them."""
    converters = compiler.get_converters([column for column, *_rest in compiler.select])

    # Where nothing is converted the reader must not keep the compiler, which is large: a query is kept for each viewer.
    converted: Callable[[Iterable[Any]], Iterable[Any]] = (
        partial(compiler.apply_converters, converters=converters) if converters else iter
    )
    kind, make = queryset._iterable_class, queryset.model.from_db  # noqa: SLF001
    if kind is FlatValuesListIterable:
        return lambda found: [row[0] for row in converted(found)]
    if kind is not ModelIterable:
        return lambda found: list(map(tuple, converted(found)))
    own = compiler.klass_info["select_fields"]
    own_columns = slice(own[0], own[-1] + 1)
    names = [column.target.attname for column, *_rest in compiler.select[own_columns]]
    related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    annotations = compiler.annotation_col_map or {}

    def model(row: Any) -> Any:
        made = make(DEFAULT_DB_ALIAS, names, row[own_columns])
        for populator in related:
            populator.populate(row, made)
        for name, place in annotations.items():
            setattr(made, name, row[place])
        return made

    return lambda found: [model(row) for row in converted(found)]


def insert(*new: Model) -> None:
    """Insert new rows, those of one model with one statement, and set their keys; few: each number is a statement."""
    for model, of_model in groupby(new, type):
        same = list(of_model)
        sql, fields = _insertion(model, len(same))
        keys = rows(sql, [value for row in same for value in _values(row, fields)])
        for row, (key,) in zip(same, keys, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- as `save` does


def update(row: Model, *names: str) -> None:
    """Write some fields of a row, or all that were read."""
    deferred = row.get_deferred_fields()
    sql, fields = _change(type(row), names, frozenset(deferred))
    run(sql, [*_values(row, fields), row.pk])


@lru_cache
def _insertion(model: Any, count: int) -> tuple[str, list[AnyField]]:
    meta = model._meta  # noqa: SLF001 -- a public interface in all but name
    fields = _written(meta)
    columns = ", ".join(_quoted(field.column) for field in fields)
    row = f"({', '.join(map(_placeholder, fields))})"
    into = f"{_quoted(meta.db_table)} ({columns})"
    return f"INSERT INTO {into} VALUES {', '.join([row] * count)} RETURNING {_quoted(meta.pk.column)}", fields  # noqa: S608 -- our own names


@lru_cache
def _change(model: Any, names: tuple[str, ...], deferred: frozenset[str]) -> tuple[str, list[AnyField]]:
    meta = model._meta  # noqa: SLF001
    written = {*names, *following(meta, names)}
    fields = [field for field in meta.concrete_fields if {field.name, field.attname} & written] or [
        field for field in _written(meta) if field.attname not in deferred
    ]
    assigned = ", ".join(f"{_quoted(field.column)} = {_placeholder(field)}" for field in fields)
    return f"UPDATE {_quoted(meta.db_table)} SET {assigned} WHERE {_quoted(meta.pk.column)} = %s", fields  # noqa: S608


def _written(meta: Any) -> list[AnyField]:
    return [field for field in meta.concrete_fields if not field.generated and field is not meta.auto_field]


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _placeholder(field: AnyField) -> str:
    return str(field.get_placeholder(None, None, connection)) if hasattr(field, "get_placeholder") else "%s"


def _values(row: Model, fields: Sequence[AnyField]) -> list[Any]:
    database = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(held(field, row), database) for field in fields]


def held(field: AnyField, row: Model) -> Any:
    """Return what a row holds in a field; one that follows others of the row is made of them."""
    return field.pre_save(row, add=False) if hasattr(field, "follows") else getattr(row, field.attname)


def following(meta: Any, names: Iterable[str]) -> set[str]:
    """Return the names of the fields that follow some that are to be written."""
    return {field.attname for field in meta.concrete_fields if {*getattr(field, "follows", ())} & {*names}}
