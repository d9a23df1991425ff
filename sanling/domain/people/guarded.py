"""What rooms keep from whoever may not see it: each says so once, and is found by that."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django_stubs_ext import StrPromise

from sanling.domain.territory.rules import Level
from sanling.foundation.installed import modules
from sanling.foundation.profile.loader import Profile


def _no_kinds(_profile: Profile) -> Mapping[str, Collection[str]]:
    return {}


@dataclass(frozen=True)
class Called:
    """What a room calls what it is divided into, by code and in the reader's language: rights and lines name it."""

    families: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    confidentiality: Mapping[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> Mapping[str, str]:
        """Return what posts and units can be narrowed to: kinds and their categories."""
        return {**self.categories, **self.kinds}

    def __or__(self, other: "Called") -> "Called":
        """Return what two rooms call it together."""
        return Called(
            {**self.families, **other.families},
            {**self.kinds, **other.kinds},
            {**self.categories, **other.categories},
            {**self.confidentiality, **other.confidentiality},
        )


def _calls_nothing(_city: str) -> Called:
    return Called()


@dataclass(frozen=True)
class Guarded:
    """What a room keeps from whoever may not see it, and how its rows map to the axes of access.

    It is the ``GUARDED`` of a room's ``access`` module. Rows of the ``model``, and of every model that hangs from it by
    a key, are shown only by `people.access` (``tests/house/test_access.py`` looks for who goes round it). ``room`` is
    what roles call it that may see more or less of it than they usually do.
    ``levels`` names the generated column of a level; a level without one is matched by prefix on ``division``.
    ``by_path`` says that ``division`` holds the path itself and no key.
    ``units`` and ``posts`` give the rows in which a unit takes part, or with which a post is charged.
    ``concealed_from`` gives the rows that a unit must not see at all. ``family`` and ``kind`` are the columns that say
    of which each row is, where the room has such, and ``kinds`` the kinds of each family that a city has; ``called``
    names them. ``told_by`` is the column by which notices name a row, as their parameter.
    Where it ``finds_persons``, rows are found by a person's phone or whole name, for who may read persons in full.
    """

    room: str
    name: StrPromise
    model: type[Model]
    division: str
    levels: Mapping[Level, str]
    units: Callable[[int], Q]
    posts: Callable[[int], Q]
    lines: tuple[str, ...] = ()
    confidentiality: str | None = None
    concealed_from: Callable[[int], Q] | None = None
    family: str = ""
    kind: str = ""
    kinds: Callable[[Profile], Mapping[str, Collection[str]]] = _no_kinds
    called: Callable[[str], Called] = _calls_nothing
    told_by: str = ""
    finds_persons: bool = False
    by_path: bool = False

    @property
    def below(self) -> str:
        """Return by which lookup rows are found that lie at a division or below it."""
        return f"{self.division}__startswith" if self.by_path else f"{self.division}__path__startswith"

    def any_of(self, ways: Sequence[Q]) -> Q:
        """Return the rows to which one of several ways leads, each of them by an index of its own."""
        if len(ways) == 1:
            return ways[0]
        rows: Any = self.model._default_manager  # noqa: SLF001 -- documented by Django
        first, *others = (rows.filter(way).values("pk") for way in ways)
        return Q(pk__in=first.union(*others))

    def any_of_few(self, ways: Sequence[Q]) -> Q:
        """Return the same to ask of a few known rows, each by itself: what else a way leads to is not read."""
        if len(ways) == 1:
            return ways[0]
        rows: Any = self.model._default_manager  # noqa: SLF001 -- documented by Django
        itself = rows.filter(pk=OuterRef("pk"))
        return reduce(or_, (Q(Exists(itself.filter(way))) for way in ways))


@cache
def guarded() -> Mapping[str, Guarded]:
    """Return what the installed rooms keep, by room."""
    said = (getattr(module, "GUARDED", None) for module in modules("access"))
    return {kept.room: kept for kept in said if kept is not None}


def called_in(city: str) -> Called:
    """Return what the installed rooms call what they are divided into in a city, all together."""
    return reduce(or_, (room.called(city) for room in guarded().values()), Called())
