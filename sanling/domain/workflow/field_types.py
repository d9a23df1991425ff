"""Field types: what a field of an action's form holds. Each is one class in one file of a room's `field_types` folder.

The class reads what was sent, says what the timeline shows, and by which kind of box pages ask for it.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from sanling.foundation.calendar import Allowance
from sanling.foundation.installed import brought

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sanling.domain.workflow.schema import FormField


class Box(StrEnum):
    """By which kind of box a page asks for a value."""

    LINE = "line"
    LINES = "lines"
    OPTIONS = "options"
    ROW = "row"
    ROWS = "rows"
    PLACE = "place"
    DAY = "day"
    NUMBER = "number"
    TICK = "tick"
    STARS = "stars"


class Wrong(ValueError):
    """The value is not one of its type; the text is for the person who typed it."""


@dataclass(frozen=True)
class Asked:
    """A field, and the matter about which it is asked."""

    matter: Any
    field: "FormField"


class RowNames(Protocol):
    """The names of the rows whose keys a timeline's entries hold."""

    def of(self, named: str, key: Any) -> str:
        """Name a unit, post or division; "" for one that is no more."""


class FieldType(ABC):
    """What a field holds."""

    code: ClassVar[str]
    box: ClassVar[Box]
    # The definition lists its options.
    has_options: ClassVar[bool] = False
    # It is selected by where it stands from the holder.
    is_selected: ClassVar[bool] = False
    # In what `most` bounds it, and whether it must.
    bound: ClassVar[type[int | Allowance] | None] = None
    is_bounded: ClassVar[bool] = False
    # It holds the key of a "unit", a "post" or a "division", or a list of them.
    names: ClassVar[str] = ""
    is_list: ClassVar[bool] = False
    # Words that somebody wrote, which retention forgets.
    is_written: ClassVar[bool] = False

    @abstractmethod
    def read(self, raw: Any, asked: Asked) -> Any:
        """Return the clean value of what was sent; raises `Wrong`."""

    def depends_on(self, asked: Asked) -> Hashable | None:
        """Return on what of its matter the value read depends, where reading it is worth doing once for many."""
        return None

    def show(self, value: Any, field: "FormField", names: RowNames) -> str:
        """Return in words what an entry keeps."""
        if not self.names:
            return str(value)
        return "、".join(names.of(self.names, key) for key in (value if self.is_list else [value]))

    def options(self, asked: Asked) -> Sequence[tuple[str, str]]:
        """Return what may be chosen, as codes and names."""
        return [(option.code, str(option.name)) for option in asked.field.options]

    def initial(self, asked: Asked) -> Any:
        """Return what a box holds at first."""
        return None

    def rows(self, asked: Asked) -> "QuerySet[Any]":
        """Return the rows one of which may be chosen."""
        raise NotImplementedError


def field_type(code: str) -> FieldType:
    """Return the field type of a code; raises KeyError for one that no installed room brings."""
    return field_types()[code]


@cache
def field_types() -> Mapping[str, FieldType]:
    """Return the field types of the installed rooms by their codes."""
    return brought("field_types", FieldType)  # type: ignore[type-abstract]
