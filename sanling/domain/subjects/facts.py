"""What happened at subjects, as a standard may cite it: each room says of its facts what of them can be asked for.

A fact is of the subject that answers for it, which need not be the one where it happened; both are columns of its room.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from sanling.foundation.installed import modules

if TYPE_CHECKING:
    # Profiles are checked by it before there are models.
    from sanling.domain.people.access import Viewer


class Holds(StrEnum):
    """What a field of a fact holds."""

    FLAG = "flag"
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True)
class FactField:
    """A column of a fact that a standard may ask for; an unknown one (null) meets no condition."""

    code: str
    name: str | Promise
    holds: Holds
    choices: Mapping[str, Promise] = field(default_factory=dict)


@dataclass(frozen=True)
class FactSource:
    """A sort of facts: the model of its rows, the columns of who answers and of the day, and what can be asked for.

    ``standing`` picks the rows that hold: a corrected one is replaced by the row beside it. ``visible`` are those
    that a viewer may see, and ``told`` says in a few words what such a row is.
    """

    code: str
    name: str | Promise
    model: type[Model]
    fields: tuple[FactField, ...]
    visible: "Callable[[Viewer], QuerySet[Any]]"
    told: Callable[[Any], str]
    subject: str = "answers"
    day: str = "happened_on"
    standing: Q = field(default_factory=Q)

    def field(self, code: str) -> FactField | None:
        """Return what a code asks for."""
        return next((asked for asked in self.fields if asked.code == code), None)


@cache
def fact_sources() -> Mapping[str, FactSource]:
    """Return the facts of the installed rooms by code: the ``FACTS`` of their ``facts.py``."""
    found: dict[str, FactSource] = {}
    for module in modules("facts"):
        for source in getattr(module, "FACTS", ()):
            if source.code in found:
                raise ImportError(f"The facts {source.code!r} are declared twice.")
            found[source.code] = source
    return found
