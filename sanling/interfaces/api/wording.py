"""What is wrong with a field in the language of whoever asks; pydantic itself speaks English alone."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sanling.interfaces.api.problems import FieldError

Error = Mapping[str, Any]
# By pydantic's own names of errors (https://docs.pydantic.dev/latest/errors/validation_errors/).
_WHOLE = frozenset({"int_type", "int_parsing", "int_from_float", "int_parsing_size"})
_NUMBER = frozenset({"float_type", "float_parsing", "finite_number"})
_TRUTH = frozenset({"bool_type", "bool_parsing"})
_KEY = frozenset({"uuid_parsing", "uuid_type", "uuid_version"})
_A_KEY = "123e4567-e89b-12d3-a456-426614174000"
_SHAPE = frozenset({"list_type", "dict_type", "model_type", "model_attributes_type", "wrong_type"})
# What pydantic writes behind the name of a field that may be of several types, for each that it tried.
_TRIED = re.compile(
    r"str|int|constrained-(?:str|int)|function-(?:after|before)\[.*|bool|list\[.*|literal\[.*"
)
_CHOICE = frozenset({"enum", "literal_error"})


def wrong_fields(errors: Iterable[Error]) -> list[FieldError]:
    """Return what is wrong with each field of a request, said once; of a value of no possible type just that."""
    found: dict[str, FieldError] = {}
    for error in errors:
        loc, kind = _place(error["loc"]), str(error["type"])
        for at, part in enumerate(loc):
            if _TRIED.fullmatch(part):
                loc, kind = loc[:at], "wrong_type"
                break
        name = ".".join(loc)
        found.setdefault(name, FieldError(field=name, code=kind, message=_said({**error, "type": kind})))
    return list(found.values())


def _place(loc: tuple[Any, ...]) -> list[str]:
    """Return where a field is: without the source, and in a body without the parameter that holds it."""
    source, *rest = (str(part) for part in loc)
    return (rest[1:] if source == "body" and len(rest) > 1 else rest) or [source]


def _said(error: Error) -> str:
    """Return what is said of one of pydantic's errors; one that we have no words for keeps its own."""
    kind = error["type"]
    return next((words(error) for kinds, words in _WORDS if kind in kinds), None) or _own(error)


def _own(error: Error) -> str:
    """Return the words of our own readers, raised as ValueError, or pydantic's."""
    return str(error["msg"]).removeprefix("Value error, ")


def _too_short(error: Error) -> str:
    least = error["ctx"]["min_length"]
    return _("At least %(least)d characters.") % {"least": least} if least > 1 else _("Please fill this in.")


def _one_of(error: Error) -> str:
    return _("Please choose one of: %(options)s.") % {
        "options": error["ctx"]["expected"].replace(" or ", ", ")
    }


_WORDS: list[tuple[frozenset[str], Callable[[Error], str]]] = [
    (frozenset({"missing"}), lambda _error: _("Please fill this in.")),
    (frozenset({"string_too_short"}), _too_short),
    (_WHOLE, lambda _error: _("Please give a whole number.")),
    (_NUMBER, lambda _error: _("Please give a number.")),
    (_TRUTH, lambda _error: _("Please answer yes or no.")),
    (_SHAPE, lambda _error: _("Something else belongs here; please see the description of this API.")),
    (_CHOICE, _one_of),
    (frozenset({"string_type"}), lambda _error: _("Please write a text.")),
    (frozenset({"extra_forbidden"}), lambda _error: _("There is no such field.")),
    (
        frozenset({"string_too_long"}),
        lambda error: _("At most %(max_length)d characters.") % error["ctx"],
    ),
    (frozenset({"too_short"}), lambda _error: _("Please fill this in.")),
    (frozenset({"too_long"}), lambda error: _("At most %(max_length)d entries.") % error["ctx"]),
    (
        frozenset({"string_pattern_mismatch"}),
        lambda error: _("This is not written as it must be: %(pattern)s") % error["ctx"],
    ),
    (_KEY, lambda _error: _("This is not written as it must be: %(pattern)s") % {"pattern": _A_KEY}),
    (frozenset({"greater_than_equal"}), lambda error: _("Please give at least %(ge)s.") % error["ctx"]),
    (frozenset({"less_than_equal"}), lambda error: _("Please give at most %(le)s.") % error["ctx"]),
]
