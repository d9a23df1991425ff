"""What a profile says, value by value under names that a person would write, and where each is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sanling.foundation.profile.layers import name_of
from sanling.foundation.profile.positions import Loc
from sanling.foundation.profile.source import Position, Source


@dataclass(frozen=True)
class Said:
    """A single value, and where it is written."""

    value: Any
    position: Position


def values_of(source: Source) -> dict[str, Said]:
    """Return a file's values by name, such as ``roles.clerk.scope``, in the order in which it says them.

    An item of a list goes by its own name where all have names of their own; a list of single values is one value.
    """
    return {".".join(name): said for name, said in _walk(source, source.data, (), ())}


def _walk(
    source: Source, value: Any, loc: Loc, name: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Said]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(source, inner, (*loc, key), (*name, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, (item, own) in enumerate(zip(value, _names(value), strict=True)):
            yield from _walk(source, item, (*loc, index), (*name, own))
    else:
        yield name, Said(value, source.position_of(loc))


def _names(items: list[Any]) -> list[str]:
    names = [name_of(item) for item in items]
    if None in names or max(Counter(names).values()) > 1:
        return [str(index) for index in range(len(items))]
    return [str(name) for name in names]
