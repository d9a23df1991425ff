"""A role of a city's profile: what it may see, where, and what else it is for."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.people.rights import OTHER, Rights, ScopeName, Share, shares
from sanling.domain.people.rules import Duty, FieldAccess
from sanling.domain.territory.config import LevelName
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]
Clearance = Annotated[int, Field(ge=0, le=2)]
IdentityName = Literal["full", "masked", "hidden"]
# A cell of the table of rights: a room, and there a family and a kind; `OTHER` for all of which nothing is said.
Cell = tuple[str, str, str]


class Differing(Part):
    """What a role may otherwise in some rows; what it doesn't say is as it is around them."""

    scope: ScopeName | None = None
    clearance: Clearance | None = None
    identity: IdentityName | None = None

    def over(self, usual: Rights) -> Rights:
        """Return the rights in these rows, by those around them."""
        return Rights(
            self.scope or usual.scope,
            usual.clearance if self.clearance is None else self.clearance,
            FieldAccess(self.identity or usual.identity),
        )


class InRoom(Differing):
    """What a role may otherwise in one room, there in some families, and last in some kinds."""

    families: Mapping[Code, Differing] = Field(default_factory=dict)
    kinds: Mapping[Code, Differing] = Field(default_factory=dict)


class RoleRules(Part):
    """What a role may see, and at which levels it stands.

    ``scope``: the rows of its jurisdiction, of its unit, those it is charged with, or none. ``clearance``: the highest
    confidentiality it reads. ``identity``: how it reads who applied; "full" still unmasks with a logged purpose only.
    These three are its general rule; ``rooms`` says what differs from it by room, family and kind.
    ``duty``: matters, or one of the three that are kept apart from it and from each other, and see nothing anywhere.
    """

    code: Code
    name: Label
    duty: Duty = Duty.MATTERS
    levels: Annotated[tuple[LevelName, ...], Field(min_length=1)]
    scope: ScopeName
    clearance: Clearance = 0
    identity: IdentityName = "hidden"
    rooms: Mapping[Code, InRoom] = Field(default_factory=dict)
    lead: bool = False
    # Stands above the other units of its own division, as above those of divisions below.
    oversees: bool = False
    # Hangs posters with codes within its reach.
    posters: bool = False
    # Whoever holds such a post opens nothing before an authenticator app or a passkey is set up.
    second_factor: bool = False
    # What else offices call it in their lists.
    also_called: tuple[str, ...] = ()
    # Lists of people in this role make no accounts of them: they take part without signing in.
    signs_in: bool = True
    # Roles whose posts this one gives, ends and arranges leave for: in its jurisdiction, or in its unit by scope.
    appoints: tuple[Code, ...] = ()

    def __hash__(self) -> int:
        """Tell roles apart for viewers that are kept; a mapping has no hash of its own."""
        return hash((self.code, self.scope, self.clearance, self.identity))

    @model_validator(mode="after")
    def separated_duties_see_nothing(self) -> Self:
        """Refuse sight of anything to a role that is there for something else."""
        if self.duty is not Duty.MATTERS and any(self.rights(*cell) != Rights() for cell in self.cells()):
            raise ValueError(f"{self.code}: the duty {self.duty} sees no matters and reads nobody's identity")
        return self

    def rights(self, room: str, family: str = OTHER, kind: str = OTHER) -> Rights:
        """Return what it may see of a room's rows of a family and kind: what is said of the nearest counts."""
        usual = Rights(self.scope, self.clearance, FieldAccess(self.identity))
        said = self.rooms.get(room)
        if said is None:
            return usual
        for nearer in (said, said.families.get(family), said.kinds.get(kind)):
            usual = nearer.over(usual) if nearer else usual
        return usual

    def cells(self, *others: "RoleRules") -> Iterator[Cell]:
        """Yield every cell of which this role, or another, says anything: the general rule's first."""
        yield OTHER, OTHER, OTHER
        roles = (self, *others)
        for room in sorted({room for role in roles for room in role.rooms}):
            said = [role.rooms[room] for role in roles if room in role.rooms]
            families = sorted({family for in_room in said for family in in_room.families})
            kinds = sorted({kind for in_room in said for kind in in_room.kinds})
            yield from product([room], [OTHER, *families], [OTHER, *kinds])

    def wider_at(self, other: "RoleRules") -> Cell | None:
        """Return the first cell where it reaches further than another role, if there is one."""
        beyond = (
            cell for cell in self.cells(other) if self.rights(*cell).reaches_beyond(other.rights(*cell))
        )
        return next(beyond, None)

    def shares(
        self,
        room: str,
        *,
        family: str | None = None,
        asked: Callable[[Rights], Rights] = lambda rights: rights,
    ) -> Iterator[Share]:
        """Yield the shares of a room in which it has different rights, of those that are ``asked`` for."""
        said = self.rooms.get(room, InRoom())

        def rights_of(family: str, kind: str) -> Rights:
            return asked(self.rights(room, family, kind))

        return shares(rights_of, said.families, said.kinds, family=family)

    def somewhere(self, room: str) -> Iterator[Rights]:
        """Yield the different rights that it has in a room."""
        said = self.rooms.get(room)
        cells = product([OTHER, *(said.families if said else ())], [OTHER, *(said.kinds if said else ())])
        yield from dict.fromkeys(self.rights(room, family, kind) for family, kind in cells)
