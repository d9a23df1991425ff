"""Reads of a year's recognitions: how many stand at which step in each county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.models import Comparison, Recognition, Title
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.models import Division


@dataclass(frozen=True)
class CountyYear:
    """How many recognitions of a county stand at which step."""

    path: str
    name: str
    steps: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.steps.values())


@dataclass(frozen=True)
class YearTold:
    """A year of a subject: by a matter here, by its ``number``, or taken over from a ``document``.

    ``at`` is when it ended, or was decided; of what goes on, when it was opened, as ``opened_at`` says of each.
    """

    year: int
    number: str
    definition: int
    state: str
    opened_at: datetime
    at: datetime
    document: str
    granted: bool


def year_by_county(viewer: Viewer, year: int) -> Sequence[CountyYear]:
    """Return how a year's recognitions stand that a viewer sees, by county."""
    seen = visible_matters(viewer).filter(family="recognition", recognition__year=year)
    counts: dict[str, dict[str, int]] = {}
    for county, state, count in seen.order_by().values_list("county", "state").annotate(count=Count("pk")):
        counts.setdefault(county, {})[state] = count
    names = dict(Division.objects.filter(path__in=counts).values_list("path", "name"))
    return [CountyYear(path, names[path], counts[path]) for path in sorted(counts)]


def recognition_beside(matter: Matter) -> Recognition | None:
    """Return what is kept beside a matter that somebody sees."""
    return Recognition.objects.filter(matter=matter.pk).select_related("subject").first()


def years_of(viewer: Viewer, subject: Subject) -> Sequence[YearTold]:
    """Return how a subject that a viewer sees was decided on, the latest year first; one statement.

    Of recognitions those whose matter is the viewer's to see.
    """
    seen = visible_matters(viewer, few=True).filter(family="recognition", recognition__subject=subject)
    of_matter = ("matter__number", "matter__definition", "matter__state")
    at = Coalesce("matter__ended_at", "matter__registered_at")
    here = Recognition.objects.filter(matter__in=seen.order_by()).values_list(
        "year", *of_matter, "matter__registered_at", at, Value(""), Value(value=False)
    )
    subjects = visible_subjects(viewer).filter(pk=subject.pk)
    earlier = Title.objects.filter(subject__in=subjects, recognition=None, ended_at=None).values_list(
        "year", Value(""), Value(0), Value(""), "at", "at", "taken_over_from", "granted"
    )
    return [YearTold(*row) for row in here.union(earlier, all=True).order_by("-year")]


def of_recognitions(**asked: str) -> Q:
    """Return the condition on matters that what is kept beside them is so."""
    return Q(pk__in=Recognition.objects.filter(**asked).values("matter"))


def compared_as(to: str) -> Q:
    """Return the condition on matters that all zeros were "kept", one was "broken", or one is "open"."""
    own = Comparison.objects.values("recognition__matter")
    if to == "kept":
        return Q(pk__in=own) & ~Q(pk__in=own.exclude(finding=Comparison.Finding.KEPT))
    return Q(pk__in=own.filter(finding="" if to == "open" else to))
