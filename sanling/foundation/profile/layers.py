"""One profile over another: a city's file says what differs from the file that it extends, by name.

A table over a table changes the keys that it names, and takes out those that it sets to ``false``. A table over a
list changes the items that its keys name, takes out those set to ``false``, and adds the others at the end. Anything
else takes the place of what was there. An item is named by its code, "code@level" where it says at which level it
stands, "code@2" where it is version 2; a word names itself, as does a key that is ``true``, and where a table is laid
over either, it becomes that table with the word under ``use``.
"""

from collections.abc import Mapping
from typing import Any

from sanling.foundation.profile.positions import Loc
from sanling.foundation.profile.source import Position, Problem, ProfileError, Source

# What an item of a list is known by: the first of these that it has.
_NAMING = ("code", "key", "official_code", "path", "level", "zh")
# What tells two items of one code apart: the level at which each stands, or the version that it is.
_APART = ("at", "version")


def name_of(item: Any) -> str | None:
    """Return what an item of a list is called in the files that change it, ``None`` for one without a name."""
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return None
    name = next((str(item[key]) for key in _NAMING if key in item), None)
    apart = next((item[key] for key in _APART if isinstance(item.get(key), str | int)), None)
    return f"{name}@{apart}" if name is not None and apart is not None else name


def _named_by(items: list[Any]) -> str:
    """Return the key under which the items of a list say their names."""
    known = [key for key in _NAMING if any(isinstance(item, Mapping) and key in item for item in items)]
    return known[0] if known else _NAMING[0]


def overlay(base: Source, own: Source) -> Source:
    """Return a file laid over the one it extends, each place known by the file and line that say it.

    Raises ProfileError for every name that is to be taken out and isn't there.
    """
    overlaid = _Overlay(base, own)
    data = overlaid.table(base.data, own.data, (), (), ())
    if overlaid.problems:
        raise ProfileError(overlaid.problems)
    return Source(own.path, data, overlaid.positions)


class _Overlay:
    """Walks two files side by side: ``loc`` is a place in the result, ``below`` in the base, ``above`` in the own."""

    def __init__(self, base: Source, own: Source) -> None:
        self._base, self._own = base, own
        self.positions: dict[Loc, Position] = {}
        self.problems: list[Problem] = []

    def table(
        self, base: Mapping[str, Any], own: Mapping[str, Any], loc: Loc, below: Loc, above: Loc
    ) -> dict[str, Any]:
        """Return a table laid over a table."""
        self._mark(loc, self._own, above)
        result: dict[str, Any] = {}
        for key, value in base.items():
            if key not in own:
                result[key] = self._copy(value, self._base, (*loc, key), (*below, key))
            elif own[key] is not False or isinstance(value, bool):
                result[key] = self._value(value, own[key], (*loc, key), (*below, key), (*above, key))
        for key, value in own.items():
            if key not in base:
                result[key] = self._copy(value, self._own, (*loc, key), (*above, key))
        return result

    def _value(self, base: Any, own: Any, loc: Loc, below: Loc, above: Loc) -> Any:
        named = (
            base if isinstance(base, str) and isinstance(loc[-1], int) else loc[-1] if base is True else None
        )
        if isinstance(own, dict) and named is not None:
            return {"use": named} | self._copy(own, self._own, loc, above)
        if isinstance(own, dict) and isinstance(base, dict):
            return self.table(base, own, loc, below, above)
        if isinstance(own, dict) and isinstance(base, list):
            return self._list(base, own, loc, below, above)
        return self._copy(own, self._own, loc, above)

    def _list(self, base: list[Any], own: dict[str, Any], loc: Loc, below: Loc, above: Loc) -> list[Any]:
        self._mark(loc, self._own, above)
        result: list[Any] = []
        for index, item in enumerate(base):
            name, at, under = name_of(item), (*loc, len(result)), (*below, index)
            if name not in own:
                result.append(self._copy(item, self._base, at, under))
            elif own[name] is not False:
                result.append(self._value(item, own[name], at, under, (*above, name)))
        known = {name_of(item) for item in base}
        for name, value in own.items():
            if name not in known:
                at = (*loc, len(result))
                copied = self._copy(value, self._own, at, (*above, name))
                result += self._added(name, copied, (*above, name), by=_named_by(base))
        return result

    def _added(self, name: str, value: Any, above: Loc, *, by: str) -> list[Any]:
        """Return a new item of a list, in a list; none where it should have been taken out."""
        if value is False:
            self.problems.append(self._own.problem(above, f"There is no {name!r} to take out."))
            return []
        if value is True:
            return [name]
        if isinstance(value, dict) and name_of(value) is None:
            code, _, apart = name.partition("@")
            told = {} if not apart else {"version": int(apart)} if apart.isdecimal() else {"at": apart}
            return [{by: code} | told | value]
        return [value]

    def _copy(self, value: Any, source: Source, loc: Loc, written: Loc) -> Any:
        self._mark(loc, source, written)
        if isinstance(value, dict):
            return {
                key: self._copy(item, source, (*loc, key), (*written, key)) for key, item in value.items()
            }
        if isinstance(value, list):
            return [
                self._copy(item, source, (*loc, index), (*written, index)) for index, item in enumerate(value)
            ]
        return value

    def _mark(self, loc: Loc, source: Source, written: Loc) -> None:
        self.positions[loc] = source.position_of(written)
