"""What a field of a profile may hold, read from its type, for error messages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_WRITTEN = {
    bool: ("true", "false"),
    date: ("YYYY-MM-DD",),
    time: ("HH:MM:SS",),
    datetime: ("YYYY-MM-DDTHH:MM:SSZ",),
}


def allowed_values(model: type[BaseModel], loc: Iterable[str | int]) -> tuple[str, ...]:
    """Return what may stand at a place of a model's data, () when it can't be listed."""
    found: dict[str, None] = {}
    for kind in _kinds_at(model, tuple(loc)):
        found.update(dict.fromkeys(_values(kind)))
    return tuple(found)


def field_names(model: type[BaseModel], loc: Iterable[str | int]) -> tuple[str, ...]:
    """Return the fields of the models that may stand at a place."""
    kinds = [kind for kind in _kinds_at(model, tuple(loc)) if _is_model(kind)]
    return tuple(dict.fromkeys(name for kind in kinds for name in _fields(kind)))


def _values(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(value) for value in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(value.value) for value in kind)
    return _WRITTEN.get(kind, ())


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields by the names that a file uses."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _kinds_at(kind: Any, loc: tuple[str | int, ...]) -> list[Any]:
    """Return the plain types that may stand at a place below a type; tags of unions in the place are stepped
    over.
    """
    reached = list(_plain(kind))
    for step in loc:
        below = [plain for holder in reached for child in _children(holder, step) for plain in _plain(child)]
        reached = below or reached
    return reached


def _plain(kind: Any) -> Iterator[Any]:
    """Yield the members of unions and annotations one by one."""
    if get_origin(kind) is Annotated:
        yield from _plain(get_args(kind)[0])
    elif get_origin(kind) in {Union, UnionType}:
        for member in get_args(kind):
            yield from _plain(member)
    else:
        yield kind


def _children(holder: Any, step: str | int) -> list[Any]:
    if _is_model(holder):
        fields = _fields(holder)
        return [fields[step]] if isinstance(step, str) and step in fields else []
    origin, args = get_origin(holder), get_args(holder)
    if origin is None or origin is Literal or not isinstance(origin, type):
        return []
    if issubclass(origin, Mapping):
        return [args[1]] if isinstance(step, str) else []
    if isinstance(step, int) and issubclass(origin, tuple) and args[-1] is not Ellipsis:
        return [args[step]] if step < len(args) else []
    return [args[0]] if isinstance(step, int) else []
