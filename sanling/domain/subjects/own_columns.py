"""The columns of lists of subjects that only a city's profile knows: fields of types, and who is in charge."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.cleaning import fold, read_decimal, read_whole
from sanling.foundation.days import read_written_day
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Column, line_of, name_of

LONGEST_PERSON, LONGEST_FIELD = 60, 200
LARGEST_NUMBER = 10**12
_PHONES = ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式")


def read_field(kind: str) -> Callable[[str], Any]:
    """Return what reads a field of a type: a text, a whole number, or a day."""
    readers: dict[str, Callable[[str], Any]] = {
        "number": read_count,
        "day": lambda raw: read_written_day(raw).isoformat(),
    }
    return readers.get(kind, line_of(LONGEST_FIELD))


def read_count(raw: str) -> int:
    """Return the whole number of a field; raises ``ValueError`` with words for the writer."""
    count = read_whole(raw)
    if count < 0:
        raise ValueError(_("Please give at least %(limit_value)s.") % {"limit_value": 0})
    if count > LARGEST_NUMBER:
        raise ValueError(_("Please give at most %(limit_value)s.") % {"limit_value": LARGEST_NUMBER})
    return count


def degrees_of(most: int) -> Callable[[str], float]:
    """Return what reads a longitude or latitude, of minus to plus so many degrees, as maps give it ("113.6650")."""

    def read(raw: str) -> float:
        degrees = read_decimal(fold(raw).removesuffix("°"))
        if not -most <= degrees <= most:
            raise ValueError(_("Please give at most %(limit_value)s.") % {"limit_value": most})
        return degrees

    return read


def own_columns(profile: Profile) -> tuple[Column, ...]:
    """Return the columns of what a city keeps of its types, and of who is in charge."""
    part: SubjectsPart = profile.part("subjects")
    columns: dict[str, Column] = {}
    for field in (field for kind in part.types for field in kind.fields):
        names = (field.name.zh, field.name.en, *field.also_called)
        columns.setdefault(
            field.code,
            Column(
                f"field.{field.code}",
                tuple(dict.fromkeys(names)),
                read_field(field.type),
                is_text=field.type == "text",
            ),
        )
    for duty in part.duties:
        names = (duty.name.zh, duty.name.en, *duty.also_called)
        phones = tuple(f"{name}{phone}" for name in names for phone in _PHONES)
        columns[f"duty.{duty.code}"] = Column(
            f"duty.{duty.code}",
            (*names, *(f"{name}姓名" for name in names)),
            name_of(LONGEST_PERSON),
            personal=True,
        )
        columns[f"phone.{duty.code}"] = Column(f"phone.{duty.code}", phones, line_of(60), personal=True)
    return tuple(columns.values())
