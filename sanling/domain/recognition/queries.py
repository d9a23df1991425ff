"""Reads of months: how many subjects stand how in each county, and which zeros of it are confirmed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.db.models.functions import Left

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_confirm, visible_judged
from sanling.domain.recognition.config import StandardPart, Zero
from sanling.domain.recognition.models import Confirmation
from sanling.domain.territory.models import Division
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate

COUNTY = 6


@dataclass(frozen=True)
class Tally:
    """How many subjects stand how: by colour, "" for those that depend on what isn't established."""

    colours: Mapping[str, int] = field(default_factory=Counter)
    exempt: int = 0

    @property
    def judged(self) -> int:
        """Return how many were judged."""
        return sum(self.colours.values())

    def kept(self, last: str) -> Rate:
        """Return the rate of those that kept all zeros; what isn't established stays below the line."""
        return Rate(self.colours.get(last, 0), self.judged)


@dataclass(frozen=True)
class Cell:
    """A zero of a county in a month: confirmed or not, and whether the viewer may change that."""

    zero: Zero
    confirmation: Confirmation | None
    may: bool


@dataclass(frozen=True)
class CountyMonth:
    """A month of a county."""

    path: str
    name: str
    tally: Tally
    cells: Sequence[Cell]


def month_by_county(viewer: Viewer, month: date) -> list[CountyMonth]:
    """Return how a month stands in each county of which a viewer sees subjects; a fixed number of statements."""
    tallies = _tallies(viewer, month)
    counties = Division.objects.filter(path__in=tallies).order_by("path").values_list("path", "name")
    confirmed = _confirmed(viewer.city, month)
    part: StandardPart = profile_for(viewer.city).part("standard")
    return [
        CountyMonth(
            path,
            name,
            tallies[path],
            [_cell(viewer, path, zero, confirmed) for zero in part.zeros],
        )
        for path, name in counties
    ]


def _tallies(viewer: Viewer, month: date) -> dict[str, Tally]:
    counted = (
        visible_judged(viewer)
        .filter(month=month)
        .annotate(county=Left("division", COUNTY))
        .values_list("county", "colour", "exempt")
        .annotate(count=Count("pk"))
        .order_by()
    )
    colours: dict[str, Counter[str]] = {}
    exempt: Counter[str] = Counter()
    for county, colour, exemption, count in counted:
        found = colours.setdefault(county, Counter())
        if exemption:
            exempt[county] += count
        else:
            found[colour] += count
    return {county: Tally(found, exempt[county]) for county, found in colours.items()}


def _confirmed(city: str, month: date) -> dict[tuple[str, str], Confirmation]:
    found = Confirmation.objects.filter(month=month, division__path__startswith=city, ended_at=None)
    return {(row.zero, row.division_id): row for row in found}


def _cell(viewer: Viewer, path: str, zero: Zero, confirmed: Mapping[tuple[str, str], Confirmation]) -> Cell:
    own = confirmed.get((zero.code, path)) or confirmed.get((zero.code, viewer.city))
    return Cell(zero, own, may_confirm(viewer, zero.code, path))
