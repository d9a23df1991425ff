"""What ledgers of recognitions show of the subject and the year, and what they may be narrowed to."""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.matters.sheets import Column, Filter, Rows, Sheet
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.recognition.year_queries import compared_as, of_recognitions
from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for

FAMILY = frozenset({"recognition"})
YEARS_SHOWN = 5


def _part(city: str) -> SubjectsPart:
    part: SubjectsPart = profile_for(city).part("subjects")
    return part


def _with_subject(matters: Rows) -> Rows:
    return matters.select_related("recognition__subject")


def _year(matter: Matter, _sheet: Sheet) -> int:
    return matter.recognition.year


def _type(matter: Matter, _sheet: Sheet) -> str:
    return _types(matter.division_id[:4]).get(matter.recognition.subject.type, "")


def _sector(matter: Matter, _sheet: Sheet) -> str:
    return _sectors(matter.division_id[:4]).get(matter.recognition.subject.sector, "")


def _types(city: str) -> Mapping[str, str]:
    return {kind.code: str(kind.name) for kind in _part(city).types}


def _sectors(city: str) -> Mapping[str, str]:
    return {sector.code: str(sector.name) for sector in _part(city).sectors}


def years(city: str) -> Mapping[str, str]:
    """Return the years that may be asked for, the one to come first: it may be opened before its months begin."""
    now = recognition_part(city).year_of(today().replace(day=1))
    return {str(now - back): str(now - back) for back in range(-1, YEARS_SHOWN)}


def compared(_city: str) -> Mapping[str, str]:
    """Return how the comparison may stand."""
    return {
        "kept": str(gettext_lazy("All zeros kept")),
        "broken": str(gettext_lazy("A zero not kept")),
        "open": str(gettext_lazy("Not established")),
    }


_column = partial(Column, families=FAMILY, read=_with_subject)
_filter = partial(Filter, families=FAMILY)
OF_YEARS = (
    _column("year", gettext_lazy("Year"), _year, 8),
    _column("subject_type", gettext_lazy("Type of subject"), _type, 16),
    _column("sector", gettext_lazy("Sector"), _sector, 16),
)
YEAR_FILTERS = (
    _filter("year", gettext_lazy("Year"), choices=years, narrow=lambda to: of_recognitions(year=to)),
    _filter(
        "subject_type",
        gettext_lazy("Type of subject"),
        choices=_types,
        narrow=lambda to: of_recognitions(subject__type=to),
    ),
    _filter(
        "sector",
        gettext_lazy("Sector"),
        choices=_sectors,
        narrow=lambda to: of_recognitions(subject__sector=to),
    ),
    _filter("compared", gettext_lazy("Comparison"), choices=compared, narrow=compared_as),
)
