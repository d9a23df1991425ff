"""How complete the subjects are: in each county and line, how many are to be there, stand here, lack something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Left

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.subjects.access import sees_whole_line, visible_subjects
from sanling.domain.subjects.config import Duty, SubjectsPart
from sanling.domain.subjects.models import Charge, Period, Stocktaking, Subject
from sanling.domain.subjects.rules import Group
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.days import next_month, today
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_for

# A line is a sector; villages and communities, which no sector has, are one of their own.
LINE = Case(
    When(group=Group.PLACES.value, then=Value(Group.PLACES.value)),
    default=F("sector"),
    output_field=CharField(),
)


@dataclass(frozen=True)
class Standing:
    """A line of a county in a month.

    ``expected`` is what was confirmed last, of villages and communities without that how many divisions there are;
    None where nobody said, and to who sees but a part of the county. ``confirmed_at`` is None until the month is
    confirmed. ``added`` and ``ended`` came and went in the month.
    """

    county: str
    line: str
    entered: int
    lacking: int
    added: int
    ended: int
    expected: int | None
    confirmed_at: datetime | None

    @property
    def short(self) -> int:
        """Return how many are still to be entered."""
        return max(0, (self.expected or 0) - self.entered)


def completeness(viewer: Viewer, month: date) -> list[Standing]:
    """Return how it stands with what a viewer sees, by county and line; a fixed number of statements."""
    last = _last_said(viewer.city, month)
    places = _places(viewer.city)
    found = []
    for county, line, entered, lacking, added, ended in _counted(viewer, month):
        said = last.get((county, line))
        is_now = said is not None and said.month == month
        expected = said.expected if said else places.get(county) if line == Group.PLACES else None
        if not sees_whole_line(viewer, county, line):
            expected = None
        at = said.at if said and is_now else None
        found.append(Standing(county, line, entered, lacking, added, ended, expected, at))
    return found


def not_confirmed(viewer: Viewer, month: date) -> list[tuple[str, str]]:
    """Return the lists that a viewer sees of which nobody has confirmed a month, by county and line; two statements."""
    said = Stocktaking.objects.filter(division__path__startswith=viewer.city, month=month)
    confirmed = set(said.values_list("division_id", "line"))
    listed = _listed(viewer, month).order_by("county", "line").values_list("county", "line").distinct()
    return [known for known in listed if known not in confirmed]


def _listed(viewer: Viewer, month: date) -> QuerySet[Any]:
    """Return the subjects that a viewer sees which are there, or were in a month, with their county and line."""
    seen = visible_subjects(viewer).filter(Q(ends_on=None) | Q(ends_on__gte=month), city=viewer.city)
    return seen.annotate(county=Left("division_id", int(Level.COUNTY)), line=LINE)


def _counted(viewer: Viewer, month: date) -> "QuerySet[Subject, tuple[str, str, int, int, int, int]]":
    after = next_month(month)
    there = Q(ends_on=None)
    counted: QuerySet[Subject, tuple[str, str, int, int, int, int]] = (
        _listed(viewer, month)
        .order_by("county", "line")
        .values("county", "line")
        .annotate(
            entered=Count("pk", filter=there),
            lacking=Count("pk", filter=there & lacks_some(viewer.city)),
            added=Count("pk", filter=Q(begins_on__gte=month, begins_on__lt=after)),
            ended=Count("pk", filter=Q(ends_on__gte=month, ends_on__lt=after)),
        )
        .values_list("county", "line", "entered", "lacking", "added", "ended")
    )
    return counted


@dataclass(frozen=True)
class Needed:
    """What subjects of a city are to have: what it is called, and the condition on them that it isn't there."""

    name: Label
    missing: Q


def lacks_some(city: str) -> Q:
    """Return the condition on a city's subjects that something which they are to have isn't there."""
    lacking = Q(pk=None)
    for needed in _needed(city):
        lacking |= needed.missing
    return lacking


def missing_of(subject: Subject) -> list[str]:
    """Return what a subject is to have and hasn't, by its name; one statement."""
    needed = list(_needed(subject.city))
    judged = [ExpressionWrapper(about.missing, output_field=BooleanField()) for about in needed]
    (missing,) = Subject.objects.filter(pk=subject.pk).values_list(*judged)
    return [str(about.name) for about, isnt_there in zip(needed, missing, strict=True) if isnt_there]


def _needed(city: str) -> Iterator[Needed]:
    """Yield the fields that types must have, and the duties that somebody must have, in the order of the profile."""
    part: SubjectsPart = profile_for(city).part("subjects")
    for kind in part.types:
        for field in kind.fields:
            if field.required:
                yield Needed(field.name, Q(type=kind.code) & ~Q(fields__has_key=field.code))
    for duty in part.duties:
        if duty.required:
            yield Needed(duty.name, Q(group__in=[group.value for group in duty.groups]) & _nobody_has(duty))


def _nobody_has(duty: Duty) -> Q:
    """Return the condition on subjects that nobody is in charge of something, at a village no post by its role either.

    `queries.posts_in_charge` says whose post that is.
    """
    nobody = Q(~Exists(Charge.objects.filter(subject=OuterRef("pk"), duty=duty.code, ends_on=None)))
    if not duty.roles:
        return nobody
    posts = Post.objects.filter(
        in_office(clock.now()), unit__division=OuterRef("division"), role__in=duty.roles
    )
    return nobody & (~Q(group=Group.PLACES.value) | Q(~Exists(posts)))


def changed_in(month: date) -> Q:
    """Return the condition on subjects that something of them changed in a month, their coming and going included."""
    after = next_month(month)
    begun = Period.objects.filter(begins_on__gte=month, begins_on__lt=after)
    return Q(pk__in=begun.values("subject")) | Q(ends_on__gte=month, ends_on__lt=after)


def _last_said(city: str, month: date) -> Mapping[tuple[str, str], Stocktaking]:
    found = Stocktaking.objects.filter(division__path__startswith=city, month__lte=month)
    latest = found.order_by("division_id", "line", "-month", "-pk").distinct("division_id", "line")
    return {(row.division_id, row.line): row for row in latest}


def _places(city: str) -> Mapping[str, int]:
    """Return how many villages and communities there are in each county."""
    villages = Division.objects.filter(path__startswith=city, level=Level.VILLAGE, valid_until=None)
    counted = villages.annotate(county=Left("path", int(Level.COUNTY))).order_by().values("county")
    return dict(counted.annotate(number=Count("pk")).values_list("county", "number"))


def line_names(city: str) -> dict[str, str]:
    """Return what lines are called."""
    part: SubjectsPart = profile_for(city).part("subjects")
    sectors = {sector.code: str(sector.name) for sector in part.sectors}
    return {**sectors, Group.PLACES.value: str(part.groups[Group.PLACES])}


def months_listed(_city: str) -> dict[str, str]:
    """Return this month and those of a year before it, the latest first, as they are written and shown."""
    month, found = today().replace(day=1), {}
    for _nth in range(13):
        found[f"{month:%Y-%m}"] = f"{month:%Y-%m}"
        month = (month - timedelta(days=1)).replace(day=1)
    return found
