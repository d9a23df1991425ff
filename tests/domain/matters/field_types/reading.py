"""Asks fields of all types for the tests, and has odd things to answer them with."""

from types import SimpleNamespace
from typing import Any

from sanling.domain.workflow.field_types import Asked, Wrong, field_type
from sanling.domain.workflow.schema import FormField
from tests.city import VILLAGE
from tests.domain.workflow.stage import NAME

# What programs send where a person would type, and what no type takes for a value.
ODD: tuple[Any, ...] = (
    "\x00",
    "\ud800",
    "٣",
    "\ue000",
    "\U0010ffff",
    "𠮷",
    "x\x00",
    "9" * 400,
    str(10**400),
    "-1",
    "1_0",
    "1e3",
    "NaN",
    "null",
    "' OR 1=1 --",
    {"a": 1},
    {},
    [[]],
    ["\x00"],
    -1,
    1.5,
    float("nan"),
    float("inf"),
    10**400,
    b"1",
)


def asking(kind: str, matter: Any = None, **said: Any) -> Asked:
    """Return a field of a type, asked about a dispute of the test city's village unless another is given."""
    usual = SimpleNamespace(kind="dispute", category="other", division_id=VILLAGE)
    field = FormField.model_validate({"code": "it", "type": kind, "name": NAME.model_dump(), **said})
    return Asked(matter or usual, field)


def read(raw: Any, asked: Asked) -> Any:
    """Read what was sent, as `clean` does."""
    return field_type(asked.field.type).read(raw, asked)


def is_refused(raw: Any, asked: Asked) -> bool:
    """Tell whether a value is refused in words for the writer; anything but that goes up."""
    try:
        read(raw, asked)
    except Wrong as wrong:
        return bool(str(wrong))
    return False
