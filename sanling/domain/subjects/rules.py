"""What a subject's code must be, and what becomes of a subject; no Django."""

import re
from enum import StrEnum

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from sanling.foundation.cleaning import fold_code

# 12 digits (GB/T 2260 and the statistical codes below it), with the digits of a grid where the city has such.
_DIVISION = re.compile(r"[0-9]{9,18}")
_OWN = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}")


class Group(StrEnum):
    """What is reported apart, and what units may see all of.

    Villages and communities; companies and institutions; religious sites, where a city reports them apart.
    """

    PLACES = "places"
    INSTITUTIONS = "institutions"
    RELIGIOUS_SITES = "religious_sites"


class CodeKind(StrEnum):
    """By which kind of code a subject is known."""

    USCC = "uscc"
    DIVISION = "division"
    OWN = "own"


class Status(StrEnum):
    """How it is with a subject; what is closed, moved away or merged is no more."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    MOVED = "moved"
    MERGED = "merged"

    @property
    def is_over(self) -> bool:
        """Tell whether the subject is no more."""
        return self in (Status.CLOSED, Status.MOVED, Status.MERGED)


class WrongCode(ValueError):
    """The code is none of its kind; the kind says which was expected."""

    def __init__(self, kind: CodeKind) -> None:
        super().__init__(kind)
        self.kind = kind


def read_code(raw: str, kind: CodeKind) -> str:
    """Return a code as it is kept: half-width, capitals, nothing between its signs; raises `WrongCode`.

    A unified social credit code is checked by its check sign (GB 32100).
    """
    code = fold_code(raw)
    match kind:
        case CodeKind.USCC:
            try:
                found: str = uscc.validate(code)
            except ValidationError:
                raise WrongCode(kind) from None
            return found
        case CodeKind.DIVISION:
            if not _DIVISION.fullmatch(code):
                raise WrongCode(kind)
        case CodeKind.OWN:
            if not _OWN.fullmatch(code):
                raise WrongCode(kind)
    return code
