"""Reads a definition's TOML file, with the blocks that it takes over from the files it includes.

In a file, states, actions and clocks are tables named by their codes, and options likewise; `use = "name"` takes over a
block of the same section of an included file, whose keys the table's own override; `who` and `fields` may name blocks,
or be tables with such a `use`. `fields` may be a table too, named by their codes, `true` for a block as it is. A name
of `role_groups` stands for the roles that it lists, wherever roles are listed.
Every place of the result is known by the file and line it came from.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sanling.domain.workflow.schema import Workflow
from sanling.foundation.profile.allowed import allowed_values, field_names
from sanling.foundation.profile.positions import Loc
from sanling.foundation.profile.source import Problem, ProfileError, Source

_LISTED = ("states", "actions", "clocks", "options")
_NAMED = ("who", "fields")
_ROLES = ("roles", "owner")
_GROUPS = "role_groups"
_USABLE = ("states", "actions", "clocks")


@dataclass(frozen=True)
class _Origin:
    """Where in which file something was written."""

    source: Source
    loc: Loc

    def below(self, *steps: str | int) -> "_Origin":
        return _Origin(self.source, (*self.loc, *steps))


@dataclass
class Draft:
    """A definition's data with everything taken over, not checked yet, and where each part of it was written."""

    source: Source
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    origins: dict[Loc, _Origin] = field(default_factory=dict)

    def problem(self, loc: Iterable[str | int], message: str, allowed: Iterable[str] = ()) -> Problem:
        """Return a problem at a place of the data, by the file, line and field that it was written in."""
        steps = tuple(loc)
        for length in range(len(steps), 0, -1):
            if origin := self.origins.get(steps[:length]):
                return origin.source.problem((*origin.loc, *steps[length:]), message, allowed=allowed)
        return self.source.problem(steps, message, allowed=allowed)

    @property
    def whole(self) -> Source:
        """Return the data as a file that says all of it itself, for those who list it."""
        positions = {loc: origin.source.position_of(origin.loc) for loc, origin in self.origins.items()}
        return Source(self.source.path, self.data, positions)

    def definition(self) -> Workflow:
        """Return the definition; raises ProfileError with file, line, field and allowed values of each problem."""
        if self.problems:
            raise ProfileError(self.problems)
        try:
            return Workflow.model_validate(self.data)
        except ValidationError as error:
            raise ProfileError(self._from_pydantic(dict(wrong)) for wrong in error.errors()) from None

    def _from_pydantic(self, error: dict[str, Any]) -> Problem:
        loc = error["loc"]
        if error["type"] == "extra_forbidden":
            return self.problem(loc, "There is no such field.", field_names(Workflow, loc[:-1]))
        message = error["msg"].removeprefix("Value error, ").rstrip(".")
        return self.problem(loc, f"{message}.", allowed_values(Workflow, loc))


def read(source: Source, library: Mapping[str, Source]) -> Draft:
    """Return a file's definition as a draft; `library` holds the files that it may include, by name."""
    draft = Draft(source)
    data = dict(source.data)
    shared = [library[name] for name in _included(source) if name in library]
    said = data.pop("include", [])
    if not isinstance(said, list):
        draft.problems.append(source.problem(("include",), "This is a list of files.", allowed=library))
    for index, name in enumerate(said if isinstance(said, list) else ()):
        if not isinstance(name, str) or name not in library:
            draft.problems.append(
                source.problem(("include", index), "There is no such file.", allowed=library)
            )
    data.pop(_GROUPS, None)
    draft.data = _Resolver(draft, shared).table(data, (), _Origin(source, ()))
    return draft


def drafts(sources: Iterable[Source]) -> list[Draft]:
    """Return the definitions of a folder as drafts; files that others include are no definitions themselves."""
    library = {source.path.stem: source for source in sources}
    included = {name for source in library.values() for name in _included(source)}
    return [read(source, library) for name, source in library.items() if name not in included]


def _included(source: Source) -> list[str]:
    """Return the files that one names to be included, whether or not they are there."""
    said = source.data.get("include")
    return [name for name in said if isinstance(name, str)] if isinstance(said, list) else []


def _table(source: Source, section: str) -> dict[str, Any]:
    """Return a section of a file that is a table of blocks; nothing for what is none."""
    said = source.data.get(section)
    return said if isinstance(said, dict) else {}


class _Resolver:
    """Turns a file's tables into the lists of the schema, taking over shared blocks."""

    def __init__(self, draft: Draft, shared: list[Source]) -> None:
        self._draft = draft
        self._shared = shared
        self._groups = dict(_groups((draft.source, *shared), draft.problems))

    def table(self, data: Mapping[str, Any], loc: Loc, origin: _Origin) -> dict[str, Any]:
        """Return a table with everything in it resolved; `loc` is its place in the result."""
        self._draft.origins[loc] = origin
        return {key: self._value(key, value, (*loc, key), origin.below(key)) for key, value in data.items()}

    def _value(self, key: str, value: Any, loc: Loc, origin: _Origin) -> Any:
        self._draft.origins[loc] = origin
        if key in _LISTED and isinstance(value, dict):
            return [
                self._block(key, code, block, (*loc, index), origin.below(code))
                for index, (code, block) in enumerate(value.items())
            ]
        if key in _NAMED and isinstance(value, list):
            return [
                self._named(key, item, (*loc, index), origin.below(index)) for index, item in enumerate(value)
            ]
        if key == "fields" and isinstance(value, dict):
            return [
                self._named(key, _coded(code, value[code]), (*loc, index), origin.below(code))
                for index, code in enumerate(code for code, item in value.items() if item is not False)
            ]
        if key in _ROLES and isinstance(value, list) and all(isinstance(role, str) for role in value):
            return self._roles(value, loc, origin)
        return value

    def _roles(self, value: list[str], loc: Loc, origin: _Origin) -> list[str]:
        """Return a list of roles with those of each group in its place, none twice."""
        found: dict[str, _Origin] = {}
        for index, item in enumerate(value):
            for role, where in self._groups.get(item, {item: origin.below(index)}).items():
                found.setdefault(role, where)
        for index, where in enumerate(found.values()):
            self._draft.origins[(*loc, index)] = where
        return list(found)

    def _block(self, section: str, code: str, block: Any, loc: Loc, origin: _Origin) -> Any:
        if not isinstance(block, dict):
            return block
        own = dict(block)
        used = own.pop("use", None) if section in _USABLE else None
        taken = self._find(section, used, origin.below("use")) if used is not None else None
        result = {"code": code}
        if taken is not None:
            base = {key: value for key, value in _at(taken).items() if key not in own}
            result |= self.table(base, loc, taken)
        return result | self.table(own, loc, origin)

    def _named(self, section: str, item: Any, loc: Loc, origin: _Origin) -> Any:
        own = dict(item) if isinstance(item, dict) else {"use": item}
        if "use" not in own:
            return self.table(own, loc, origin)
        used = own.pop("use")
        found = self._find(section, used, origin)
        if found is None:
            return item
        code = {"code": used} if section == "fields" else {}
        base = {key: value for key, value in _at(found).items() if key not in own}
        changes = self.table(own, loc, origin)
        return code | self.table(base, loc, found) | changes

    def _find(self, section: str, name: Any, asked: _Origin) -> _Origin | None:
        for source in self._shared if isinstance(name, str) else ():
            if isinstance(_table(source, section).get(name), dict):
                return _Origin(source, (section, name))
        names = [known for source in self._shared for known in _table(source, section)]
        problem = asked.source.problem(
            asked.loc, f"No included file has {name!r} under {section}.", allowed=names
        )
        self._draft.problems.append(problem)
        return None


def _at(origin: _Origin) -> dict[str, Any]:
    section, name = map(str, origin.loc)
    return dict(origin.source.data[section][name])


def _coded(code: str, item: Any) -> Any:
    """Return an item of a table as it would stand in a list."""
    return {"code": code, **item} if isinstance(item, dict) else code if item is True else item


def _groups(sources: Iterable[Source], problems: list[Problem]) -> Iterator[tuple[str, dict[str, _Origin]]]:
    """Yield the groups of roles of some files, each role with where it is written; the first file's go last."""
    for source in reversed([*sources]):
        if _table(source, _GROUPS) != source.data.get(_GROUPS, {}):
            problems.append(source.problem((_GROUPS,), "This is a table of groups."))
        for name, roles in _table(source, _GROUPS).items():
            if isinstance(roles, list) and all(isinstance(role, str) for role in roles):
                yield name, {role: _Origin(source, (_GROUPS, name, nth)) for nth, role in enumerate(roles)}
            else:
                problems.append(source.problem((_GROUPS, name), "A group is a list of roles."))
