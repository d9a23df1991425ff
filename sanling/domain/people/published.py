"""What a city's profile lets residents know of its offices: nothing that it doesn't say."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from sanling.domain.people.roles import Code
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part


class Published(Part):
    """The table ``directory`` of ``people.toml``: which kinds of units residents find, in this order, and what of them.

    ``phones``: the kinds whose office and duty phones are told; a ``mobiles`` number only where the city says so, and
    never one by which somebody signs in. ``hours`` and ``takes_in`` are said of a kind or of a code of the structure,
    which counts before its kind; the hours that an office gives itself count before both. ``in_charge``: the roles of
    which residents are told who holds them where they live, and ``persons`` how: not at all, or by surname.
    """

    kinds: tuple[Code, ...] = ()
    phones: tuple[Code, ...] = ()
    mobiles: bool = False
    hours: Mapping[Code, Label] = Field(default_factory=dict)
    takes_in: Mapping[Code, Label] = Field(default_factory=dict)
    in_charge: tuple[Code, ...] = ()
    persons: Literal["none", "surname"] = "none"

    def mistakes(self, *, kinds: set[str], units: set[str], roles: set[str]) -> Iterator[str]:
        """Yield what it names that isn't there; ``roles`` are those that handle matters, for no other is told."""
        named = {
            "kinds": ({*self.kinds}, kinds),
            "phones": ({*self.phones}, {*self.kinds}),
            "hours": ({*self.hours}, kinds | units),
            "takes_in": ({*self.takes_in}, kinds | units),
            "in_charge": ({*self.in_charge}, roles),
        }
        for field, (said, known) in named.items():
            for code in sorted(said - known):
                yield f"directory.{field} names {code!r}, which is none of {', '.join(sorted(known)) or 'any'}"

    def said_of(self, said: Mapping[str, Label], code: str, kind: str) -> str:
        """Return what is said of a unit by the beginning of its code, else by its kind, "" for nothing."""
        found = said.get(code.rpartition("-")[0]) or said.get(kind)
        return str(found) if found else ""
