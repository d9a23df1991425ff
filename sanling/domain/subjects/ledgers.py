"""The ledger of subjects: a page of the desk, and a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from sanling.domain.subjects.access import GUARDED, visible_subjects
from sanling.domain.subjects.completeness import changed_in, lacks_some, months_listed
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import city_of
from sanling.foundation.profile.registry import profile_for


def status_names() -> dict[str, str]:
    """Return what the states are called."""
    return {
        Status.ACTIVE.value: _("In operation"),
        Status.SUSPENDED.value: _("Suspended"),
        Status.CLOSED.value: _("Closed"),
        Status.MOVED.value: _("Moved away"),
        Status.MERGED.value: _("Merged"),
    }


def part_of(city: str) -> SubjectsPart:
    """Return what a city's profile says of subjects."""
    found: SubjectsPart = profile_for(city).part("subjects")
    return found


@dataclass(frozen=True)
class Shown:
    """What the rows of a page have in common: names of places, types, sectors and states."""

    places: Mapping[str, str]
    states: Mapping[str, str]

    @classmethod
    def of(cls, viewer: Viewer, subjects: Sequence[Subject]) -> "Shown":
        """Read it once for some subjects."""
        return cls(place_names({subject.division_id for subject in subjects}), status_names())


def _type(subject: Subject, _shown: Shown) -> str:
    kind = part_of(city_of(subject.division_id)).by_type.get(subject.type)
    return str(kind.name) if kind else subject.type


def _sector(subject: Subject, _shown: Shown) -> str:
    names = part_of(city_of(subject.division_id)).sector_names
    return str(names.get(subject.sector, subject.sector))


SUBJECTS = RoomLedger(
    code="subjects",
    name=gettext_lazy("Subjects"),
    may=lambda viewer: sees_some(viewer, GUARDED.room),
    rows=visible_subjects,
    of_rows=(
        Column("name", gettext_lazy("Name of the subject"), lambda subject, _shown: subject.name, 40),
        Column("type", gettext_lazy("Type"), _type),
        Column("code", gettext_lazy("Code"), lambda subject, _shown: subject.code, 22),
        Column(
            "division", gettext_lazy("Division"), lambda subject, shown: shown.places[subject.division_id], 40
        ),
        Column("sector", gettext_lazy("Sector"), _sector, 16),
        Column("status", gettext_lazy("Status"), lambda subject, shown: shown.states[subject.status]),
        Column(
            "address", gettext_lazy("Where it is"), lambda subject, _shown: subject.address, 40, usual=False
        ),
        Column(
            "lon",
            gettext_lazy("Longitude"),
            lambda subject, _shown: "" if subject.lon is None else subject.lon,
            usual=False,
        ),
        Column(
            "lat",
            gettext_lazy("Latitude"),
            lambda subject, _shown: "" if subject.lat is None else subject.lat,
            usual=False,
        ),
        Column(
            "since",
            gettext_lazy("Listed since"),
            lambda subject, _shown: subject.begins_on.isoformat(),
            usual=False,
        ),
    ),
    filters=(
        Filter(
            "type",
            gettext_lazy("Type"),
            choices=lambda city: {kind.code: str(kind.name) for kind in part_of(city).types},
            narrow=lambda code: Q(type=code),
        ),
        Filter(
            "sector",
            gettext_lazy("Sector"),
            choices=lambda city: {code: str(name) for code, name in part_of(city).sector_names.items()},
            narrow=lambda code: Q(sector=code),
        ),
        Filter(
            "status",
            gettext_lazy("Status"),
            choices=lambda _city: status_names(),
            narrow=lambda code: Q(status=code),
        ),
        Filter(
            "changed",
            gettext_lazy("Changed in"),
            choices=months_listed,
            narrow=lambda month: changed_in(date.fromisoformat(f"{month}-01")),
        ),
        # The profile of the city says what is to be there.
        Filter(
            "missing",
            gettext_lazy("Completeness"),
            choices=lambda city: {city: _("With something missing")},
            narrow=lambda city: Q(lacks_some(city), city=city, ends_on=None),
        ),
    ),
    place="division",
    found_by="found_by",
    sheet=Shown.of,
)
LEDGERS = (SUBJECTS,)
