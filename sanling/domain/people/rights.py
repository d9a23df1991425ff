"""What a role may see of which rows of a room, without a database: the general rule, and what differs from it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from sanling.domain.people.rules import FieldAccess

ScopeName = Literal["jurisdiction", "unit", "own", "none"]
# From least to most: what one is charged with is the unit's, and what the unit has lies in its jurisdiction.
SCOPES: tuple[ScopeName, ...] = ("none", "own", "unit", "jurisdiction")
# Stands for every family, or kind, of which nothing is said.
OTHER = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """Which rows a role sees by its scope, up to which confidentiality, and how it reads who somebody is."""

    scope: ScopeName = "none"
    clearance: int = 0
    identity: FieldAccess = FieldAccess.HIDDEN

    @property
    def sees(self) -> bool:
        """Tell whether it sees any row at all."""
        return self.scope != "none"

    @property
    def unmasks(self) -> bool:
        """Tell whether it reads who somebody is in full, after saying why."""
        return self.sees and self.identity is FieldAccess.FULL

    def reaches_beyond(self, other: "Rights") -> bool:
        """Tell whether its scope is wider than another's."""
        return SCOPES.index(self.scope) > SCOPES.index(other.scope)


@dataclass(frozen=True, slots=True)
class Codes:
    """Some families or kinds by their codes, or all but some."""

    codes: frozenset[str] = frozenset()
    but: bool = True

    @property
    def all(self) -> bool:
        """Tell whether these are all there are."""
        return self.but and not self.codes


@dataclass(frozen=True, slots=True)
class Share:
    """Rows of a room in which a role has the same rights."""

    rights: Rights
    families: Codes
    kinds: Codes


def shares(
    rights_of: Callable[[str, str], Rights],
    families: Collection[str],
    kinds: Collection[str],
    *,
    family: str | None = None,
) -> Iterator[Share]:
    """Yield the shares that a room falls into: each row is in exactly one, and as few as rights differ.

    ``rights_of`` tells the rights in a family and kind, of which ``families`` and ``kinds`` name those that differ from
    `OTHER`. Where all rows asked for are of one ``family``, the shares don't speak of families.
    """
    if family is not None:
        yield from _of_families(rights_of, family, kinds, Codes())
        return
    rest = _by_kind(rights_of, OTHER, kinds)
    differing = [named for named in families if _by_kind(rights_of, named, kinds) != rest]
    for named in differing:
        yield from _of_families(rights_of, named, kinds, Codes(frozenset({named}), but=False))
    yield from _of_families(rights_of, OTHER, kinds, Codes(frozenset(differing)))


def _of_families(
    rights_of: Callable[[str, str], Rights], family: str, kinds: Collection[str], families: Codes
) -> Iterator[Share]:
    usual, *differing = _by_kind(rights_of, family, kinds).items()
    named = frozenset(kind for _rights, codes in differing for kind in codes)
    yield Share(usual[0], families, Codes(named))
    for rights, codes in differing:
        yield Share(rights, families, Codes(codes, but=False))


def _by_kind(
    rights_of: Callable[[str, str], Rights], family: str, kinds: Collection[str]
) -> dict[Rights, frozenset[str]]:
    """Return the kinds that have the same rights in a family, the first of them those of which nothing is said."""
    found = {rights_of(family, OTHER): frozenset[str]()}
    for kind in kinds:
        rights = rights_of(family, kind)
        found[rights] = found.get(rights, frozenset()) | {kind}
    first = next(iter(found))
    return found | {first: frozenset()}
