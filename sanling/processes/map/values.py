"""What a map colours places by: how often something was counted in each of them, and the rows behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Left
from django_stubs_ext import StrPromise

from sanling.domain.indicators.flows import Flow, flows
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.territory.rules import Level
from sanling.processes.figures.queries import By, Question, numbers, rows_behind
from sanling.processes.map.drawing import Parts
from sanling.processes.map.periods import Days

# What is no number of rows: the change of a stock, and a sum of grades.
_NO_ROWS = frozenset({"open", "rating_sum"})


@dataclass(frozen=True)
class Measured:
    """What is counted: which measure of a flow, of which days and, where one is named, of which kind."""

    flow: Flow
    measure: str
    days: Days
    kind: str = ""

    @property
    def name(self) -> StrPromise:
        """Return what it is called."""
        return self.flow.measures[self.measure]

    def asked(self, place: str, by: By = By.NOTHING) -> Question:
        """Return the question that is asked of a place, of a village for a grid in it."""
        return Question(
            self.flow, place[: Level.VILLAGE], self.days.first, self.days.last, by, kind=self.kind
        )


def measures_of(viewer: Viewer) -> Mapping[str, tuple[Flow, str]]:
    """Return what a viewer's map may be coloured by, by its name in addresses: "flow.measure"."""
    return {
        f"{flow.code}.{measure}": (flow, measure)
        for flow in flows().values()
        if sees_some(viewer, flow.guarded.room)
        for measure in flow.measures
        if measure not in flow.distributed and measure not in _NO_ROWS
    }


@dataclass(frozen=True)
class Values:
    """The numbers of a place's parts, as many each as the rows of it that a viewer sees."""

    viewer: Viewer
    measured: Measured
    parts: Parts

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the numbers by path; what lies in none of the parts stands at the path of the place itself."""
        anchor, level = self.parts.anchor, self.parts.level
        if level <= Level.VILLAGE:
            asked = self.measured.asked(anchor, By.PLACE)
            found = numbers(self.viewer, asked, [self.measured.measure])
            return {cell.value: amount for cell, amount in found.items()}
        # Facts are as deep as villages; what lies in a grid is counted by its rows.
        column = self.measured.flow.guarded.division
        rows = rows_of(self.viewer, self.measured, anchor).order_by().values(at=Left(column, int(level)))
        return dict(rows.annotate(count=Count("pk")).values_list("at", "count"))


def rows_of(viewer: Viewer, measured: Measured, place: str, *, itself: bool = False) -> QuerySet[Any]:
    """Return the rows behind the number of a place, or of what lies at ``itself`` and in none of its parts."""
    rows = rows_behind(viewer, measured.asked(place), measured.measure)
    guarded = measured.flow.guarded
    if itself:
        return rows.filter(**{guarded.division: place})
    return rows.filter(**{guarded.below: place}) if len(place) > Level.VILLAGE else rows
