"""What the kinds of fields say of themselves, by which forms, checks and retention treat them alike."""

from typing import Any

import pytest
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, field_type, field_types
from sanling.domain.workflow.schema import FormField, Option
from sanling.foundation.calendar import Allowance
from tests.domain.workflow.stage import NAME, asked

# Of each: by which box it is asked for, and what of it holds: the row it names, what bounds it.
TYPES: dict[str, tuple[Box, str, Any]] = {
    "allowance": (Box.NUMBER, "", Allowance),
    "boolean": (Box.TICK, "", None),
    "category": (Box.OPTIONS, "", None),
    "choice": (Box.OPTIONS, "", None),
    "date": (Box.DAY, "", None),
    "division": (Box.PLACE, "division", None),
    "long_text": (Box.LINES, "", None),
    "number": (Box.NUMBER, "", int),
    "post": (Box.ROW, "post", None),
    "rating": (Box.STARS, "", None),
    "standing": (Box.LINE, "", None),
    "text": (Box.LINE, "", None),
    "unit": (Box.ROW, "unit", None),
    "units": (Box.ROWS, "unit", None),
}


def test_every_installed_type_is_asked_for_and_named_as_said_here() -> None:
    assert {code: (kind.box, kind.names, kind.bound) for code, kind in field_types().items()} == TYPES


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("has_options", {"choice"}),
        ("is_selected", {"post", "unit", "units"}),
        ("is_bounded", {"allowance"}),
        ("is_list", {"units"}),
        ("is_written", {"text", "long_text"}),
    ],
)
def test_what_sets_some_types_apart_is_theirs_alone(what: str, codes: set[str]) -> None:
    assert {code for code, kind in field_types().items() if getattr(kind, what)} == codes


def test_an_unknown_type_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        field_type("slot_of_nobody")


class Plain(FieldType):
    """A type that says nothing but how it is read."""

    code = "plain"
    box = Box.LINE

    @override
    def read(self, raw: Any, asked: Asked) -> Any:
        return raw


class Row(Plain):
    """A type that holds the key of a unit."""

    names = "unit"


class Rows(Row):
    """A type that holds the keys of several."""

    is_list = True


class Called(RowNames):
    """Names of what is there; 9 is no more."""

    @override
    def of(self, named: str, key: Any) -> str:
        return "" if key == 9 else f"{named} {key}"


FIELD = asked("it", "plain")


@pytest.mark.parametrize(
    ("kind", "kept", "shown"),
    [
        (Plain(), 12, "12"),
        (Plain(), "三", "三"),
        (Row(), 7, "unit 7"),
        (Row(), 9, ""),
        (Rows(), [7, 8], "unit 7、unit 8"),
        (Rows(), [], ""),
    ],
)
def test_what_an_entry_keeps_is_shown_in_words_and_rows_by_their_names(
    kind: FieldType, kept: Any, shown: str
) -> None:
    assert kind.show(kept, FIELD, Called()) == shown


def test_a_type_offers_the_fields_options_in_their_order_and_nothing_at_first() -> None:
    options = tuple(Option(code=code, name=NAME) for code in ("yes", "no"))
    field: FormField = FIELD.model_copy(update={"options": options})
    assert Plain().options(Asked(None, field)) == [("yes", str(NAME)), ("no", str(NAME))]
    assert Plain().initial(Asked(None, field)) is None


def test_what_is_read_hangs_on_its_matter_unless_a_type_says_on_what_and_it_has_no_rows() -> None:
    assert Plain().depends_on(Asked(None, FIELD)) is None
    with pytest.raises(NotImplementedError):
        Plain().rows(Asked(None, FIELD))
