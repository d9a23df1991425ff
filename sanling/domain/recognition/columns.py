"""What ledgers of warnings show besides and may be narrowed to: the subject's colour, its worst one, and since when."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.matters.sheets import Column, Filter, Rows, Sheet, TypedFilter
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import ColourWarning, Recognition
from sanling.domain.recognition.standing import FAMILY
from sanling.domain.recognition.words import colour_of
from sanling.domain.recognition.year_columns import OF_YEARS, YEAR_FILTERS
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.models import LONGEST_CODE
from sanling.domain.territory.models import CodePoint
from sanling.foundation.cleaning import fold_code
from sanling.foundation.profile.registry import profile_for

_OWN = frozenset({FAMILY})


def _with_warning(matters: Rows) -> Rows:
    return matters.select_related("colour_warning__subject")


def _named(matter: Matter, code: str) -> str:
    colour = colour_of(matter.division_id[:4], code)
    return str(colour.name) if colour else code


def _colours(city: str) -> Mapping[str, str]:
    part: StandardPart = profile_for(city).part("standard")
    return {colour.code: str(colour.name) for colour in part.colours if colour.warns}


def _colour(matter: Matter, _sheet: Sheet) -> str:
    return _named(matter, matter.colour_warning.colour)


def _worst(matter: Matter, _sheet: Sheet) -> str:
    return _named(matter, matter.colour_warning.worst)


def _type(matter: Matter, _sheet: Sheet) -> str:
    part: SubjectsPart = profile_for(matter.division_id).part("subjects")
    code = matter.colour_warning.subject.type
    return str(part.by_type[code].name) if code in part.by_type else code


def _of_subject(code: str) -> Q:
    """Return the condition that a matter is a subject's warning or recognition, or began by a scan of its poster."""
    code = fold_code(code)
    own = Q(pk__in=ColourWarning.objects.filter(subject__code=code).values("matter"))
    recognised = Q(pk__in=Recognition.objects.filter(subject__code=code).values("matter"))
    return own | recognised | Q(scanned_code__in=CodePoint.objects.filter(of=code).values("code"))


COLUMNS = (
    Column("colour", gettext_lazy("Colour"), _colour, 8, families=_OWN, read=_with_warning),
    Column("worst", gettext_lazy("Worst colour"), _worst, 8, families=_OWN, usual=False, read=_with_warning),
    Column(
        "month",
        gettext_lazy("Month"),
        lambda matter, _sheet: f"{matter.colour_warning.month:%Y-%m}",
        9,
        families=_OWN,
        read=_with_warning,
    ),
    Column("type", gettext_lazy("Type of subject"), _type, 12, families=_OWN, read=_with_warning),
    Column(
        "code",
        gettext_lazy("Code"),
        lambda matter, _sheet: matter.colour_warning.subject.code,
        20,
        families=_OWN,
        usual=False,
        read=_with_warning,
    ),
    *OF_YEARS,
)
FILTERS = (
    Filter(
        "colour",
        gettext_lazy("Colour"),
        choices=_colours,
        narrow=lambda code: Q(pk__in=ColourWarning.objects.filter(colour=code).values("matter")),
        families=_OWN,
    ),
    *YEAR_FILTERS,
    TypedFilter("subject", gettext_lazy("Code of the subject"), LONGEST_CODE, _of_subject),
)
