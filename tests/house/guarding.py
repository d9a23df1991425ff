"""What the installed rooms say that they guard, and who starts from its tables instead of its door."""

import ast
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.house.sources import called

MANAGERS = {"objects", "_default_manager", "_base_manager"}
READS = {"all", "filter", "exclude", "order_by", "values", "values_list", "count", "exists", "first", "get"}
AnyModel = type[Model]


def hanging(roots: Iterable[AnyModel]) -> set[AnyModel]:
    """Return models with all those that hang from one of them by a key, whichever room has them."""
    found = set(roots)
    while more := {
        model
        for model in apps.get_models()
        if model not in found and any(key.related_model in found for key in _keys(model))
    }:
        found |= more
    return found


def _keys(model: AnyModel) -> list["ForeignKey[Model]"]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def ways_round(models: Collection[AnyModel]) -> set[str]:
    """Return the names by which rows of these are reached from rows of other models: `unit.held`."""
    keys = [key for model in models for key in _keys(model) if key.related_model not in models]
    names = (key.remote_field.get_accessor_name() for key in keys if not key.remote_field.hidden)
    return {name for name in names if name}


def is_showing(path: Path, rooms: Iterable[str]) -> bool:
    """Tell whether a file shows rows: one of an interface, of exports, or by which a room stands on a page."""
    own = [f"{room.replace('.', '/')}/" for room in rooms]
    parts = ("columns.py", "ledgers.py", "sheets.py", "desk/", "api/", "portal/", "open311/")
    shown = (
        "sanling/interfaces/",
        "sanling/processes/exports/",
        *(f"{room}{part}" for room in own for part in parts),
    )
    return path.as_posix().startswith(shown)


def by_hand(tree: ast.Module, models: Collection[AnyModel]) -> Iterator[str]:
    """Yield where a file starts from the tables of models, or comes to them from others' rows.

    What only narrows other rows (`pk__in=`), or hangs on each of them (`OuterRef`), shows nothing that they don't.
    """
    names, accessors = {model.__name__ for model in models}, ways_round(models)
    for node, above in _with_those_above(tree, ()):
        if not isinstance(node, ast.Attribute):
            continue
        table = isinstance(node.value, ast.Name) and node.value.id in names and node.attr in MANAGERS
        round_it = (
            isinstance(node.value, ast.Attribute) and node.value.attr in accessors and node.attr in READS
        )
        if (table or round_it) and not _narrows(above):
            yield f"{node.lineno}: {ast.unparse(node)}"


def _with_those_above(
    node: ast.AST, above: tuple[ast.AST, ...]
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    yield node, above
    for child in ast.iter_child_nodes(node):
        yield from _with_those_above(child, (*above, node))


def _narrows(above: Iterable[ast.AST]) -> bool:
    """Tell whether an expression below these stands in a condition of others, or hangs on each row of them."""
    for node in above:
        if isinstance(node, ast.keyword) and (node.arg or "").endswith("__in"):
            return True
        arguments = [keyword.value for keyword in node.keywords] if isinstance(node, ast.Call) else []
        if any(isinstance(value, ast.Call) and called(value) == "OuterRef" for value in arguments):
            return True
    return False
