"""What a profile says, value by value under names that a person would write, and where each is written."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True)
class Difference:
    """A value that two profiles say differently, by name; ``None`` where one of them says nothing."""

    name: str
    before: Any
    after: Any

    @property
    def row(self) -> tuple[str, str, str]:
        """Return name and both values as lines, "" where nothing is said."""
        was, becomes = ("" if value is None else as_written(value) for value in (self.before, self.after))
        return self.name, was, becomes


def as_written(value: Any) -> str:
    """Return a value as one line."""
    return json.dumps(value, ensure_ascii=False, default=str)


def differences(before: Mapping[str, Said], after: Mapping[str, Said]) -> list[Difference]:
    """Return what differs between values by name, in their order."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        was, becomes = (said[name].value if name in said else None for said in (before, after))
        if was != becomes:
            found.append(Difference(name, was, becomes))
    return found


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
