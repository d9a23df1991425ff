"""What callers send, as types: text without invisible signs, codes, paths, places on a page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
)

from sanling.foundation.cleaning import clean_line, clean_text, read_line, read_name, read_text, read_title
from sanling.foundation.datum import Datum
from sanling.foundation.days import come, read_day, read_span
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.api.problems import Problem, invalid

LARGEST_ID = 2**63 - 1
MOST_ROWS = 100
MOST_ATTACHMENTS = 12


def _no_flag(sent: Any) -> Any:
    """Refuse what would be read as a post, a unit or a version that nobody meant: true as 1, and "1_0" as 10."""
    if isinstance(sent, bool) or (isinstance(sent, str) and "_" in sent):
        raise ValueError(_("Please give a number."))
    return sent


WHOLE = BeforeValidator(_no_flag)
Longitude = Annotated[float, WHOLE, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, WHOLE, Field(ge=-90, le=90, allow_inf_nan=False)]
Id = Annotated[int, WHOLE, Field(ge=1, le=LARGEST_ID)]
Version = Annotated[
    int, WHOLE, Field(ge=1, le=2**31 - 1, description="The version that the act was decided on.")
]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Path = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}|[0-9]{18})$"),
    Field(description="A division's path: its statistical code as this city manages it, prefix by prefix."),
]
Month = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(description="Such as 2026-11.")
]
# Beside the bounds of a text, which hold for it as it was sent.
CLEAN = AfterValidator(clean_text)
LINE = AfterValidator(clean_line)


def line_of(most: int) -> AfterValidator:
    """Return what cleans a line whose bound holds for what will be kept, too: some signs are composed of several."""
    return AfterValidator(partial(read_line, longest=most))


def text_of(most: int) -> AfterValidator:
    """Return the same for a text of any number of lines."""
    return AfterValidator(partial(read_text, longest=most))


def name_of(most: int) -> AfterValidator:
    """Return the same for a name, which is more than punctuation marks here as at every door."""
    return AfterValidator(partial(read_name, longest=most))


def title_of(most: int) -> AfterValidator:
    """Return the same for a title."""
    return AfterValidator(partial(read_title, longest=most))


def _seen_line(sent: str) -> str:
    line = clean_line(sent)
    if not line:
        raise ValueError(_("Please fill this in."))
    return line


# A line that must say something: without one visible sign it is missing.
SEEN_LINE = AfterValidator(_seen_line)
SubjectCode = Annotated[str, Field(min_length=1, max_length=60), SEEN_LINE]
Day = Annotated[date, BeforeValidator(lambda written: read_day(str(written)))]
# Of which one may ask how something was.
PastDay = Annotated[date, BeforeValidator(lambda written: come(read_day(str(written))))]
Limit = Annotated[int, WHOLE, Field(ge=1, le=MOST_ROWS, description="Rows a page.")]
Cursor = Annotated[
    str,
    Field(
        max_length=120, description="Where the page begins: `next` of the page before; empty for the first."
    ),
]
Number = Annotated[int, Field(strict=True, ge=-(2**31), le=2**31 - 1)]
FieldValue = StrictStr | Number | StrictBool | list[StrictStr | Number]
PointDatum = Annotated[
    Datum | None, Field(description="What lon and lat are measured in; left out: the city's own datum.")
]
Attachments = Annotated[
    list[Annotated[str, Field(max_length=500)]],
    Field(
        max_length=MOST_ATTACHMENTS,
        description="Ids of files kept by POST …/attachments within the last day.",
    ),
]

__all__ = [
    "CLEAN",
    "LINE",
    "MOST_ROWS",
    "SEEN_LINE",
    "WHOLE",
    "ActBody",
    "Beginning",
    "Body",
    "Code",
    "Cursor",
    "Day",
    "FieldValue",
    "Id",
    "Latitude",
    "Limit",
    "Longitude",
    "Month",
    "PastDay",
    "Path",
    "PointDatum",
    "StrictInt",
    "SubjectCode",
    "Version",
    "line_of",
    "name_of",
    "text_of",
    "title_of",
]


class Body(BaseModel):
    """A body, whose unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid")


class PublicActBody(Body):
    """An act by whoever holds the matter's link."""

    version: Version
    fields: Annotated[
        dict[str, FieldValue],
        Field(max_length=40, description="The action's fields by code, as `allowed_actions` describes them."),
    ] = {}


class ActBody(PublicActBody):
    """An act by a post."""

    attachments: Attachments = []
    attachments_for_party: Annotated[
        bool,
        Field(
            description="Whether the party sees the attachments where it reads the act; else they stay inside."
        ),
    ] = False


def write_cursor(place: object) -> str:
    """Return a place as an opaque cursor."""
    return urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """Return the place that `write_cursor` wrote; raises the problem of a wrong cursor."""
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (Base64Error, ValueError) as error:
        raise wrong_cursor() from error


def id_cursor(cursor: str) -> int:
    """Return the id that a page begins after; 0 without a cursor."""
    if not cursor:
        return 0
    text = read_cursor(cursor)
    if not text.isdigit() or not 0 <= int(text) <= LARGEST_ID:
        raise wrong_cursor()
    return int(text)


def wrong_cursor() -> Problem:
    """Return the problem of a cursor that we never gave."""
    return invalid({"cursor": _("This is not a cursor of ours.")})


# The first instant of a day, or an instant.
Beginning = Annotated[datetime, BeforeValidator(lambda written: read_span(str(written)).begins)]


def sent(body: BaseModel) -> Any:
    """Return a body as what tells it from another in `write`."""
    return body.model_dump(mode="json")


def in_city(profile: Profile, path: str) -> bool:
    """Tell whether a division belongs to a profile's city."""
    return path.startswith(profile.city)
