"""What a map colours places by: a figure of each of them, and the rows behind each number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from sanling.domain.indicators.config import Figure
from sanling.domain.indicators.flows import Flow, flows
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.processes.figures import indicators
from sanling.processes.figures.access import visible_rows
from sanling.processes.figures.breakdown import together
from sanling.processes.figures.indicators import BEGINNING, Asked, Value, made
from sanling.processes.figures.periods import Period
from sanling.processes.figures.queries import By, Cell, facts_asked
from sanling.processes.map.drawing import Parts


@dataclass(frozen=True)
class Measured:
    """What is told of each place: a figure, of which days and, where one is named, of which kind."""

    figure: Figure
    period: Period
    kind: str = ""

    @property
    def flow(self) -> Flow:
        """Return the flow that it is of."""
        return flows()[self.figure.flow]

    def asked(self, place: str, by: By = By.NOTHING) -> Asked:
        """Return what is asked of a place, of a village for a grid in it."""
        return Asked(place[: Level.VILLAGE], self.period, by, kind=self.kind)


@dataclass(frozen=True)
class Values:
    """The values of a place's parts, of the rows of each that a viewer sees."""

    viewer: Viewer
    measured: Measured
    parts: Parts

    @cached_property
    def of_parts(self) -> Mapping[str, Value]:
        """Return the values by path; what lies in none of the parts stands at the path of the place itself."""
        if self.parts.level > Level.VILLAGE:
            return self._of_grids()
        figure = self.measured.figure
        asked = self.measured.asked(self.parts.anchor, By.PLACE)
        return indicators.values(self.viewer, asked, [figure]).get(figure.code, {})

    @cached_property
    def whole(self) -> Value:
        """Return the value of the place, computed from the sums of its parts."""
        return together(self.measured.figure, self.of_parts.values())

    def _of_grids(self) -> Mapping[str, Value]:
        """Facts are as deep as villages: those of a village's rows are added up by the grids in which these lie."""
        measured, anchor = self.measured, self.parts.anchor
        question = measured.asked(anchor).of(measured.flow, measured.figure)
        if question is None:
            return {}
        if measured.figure.form.stands:
            question = replace(question, first=BEGINNING)
        facts = facts_asked(question, measured.figure.measures)
        guarded = measured.flow.guarded
        rows = visible_rows(self.viewer, measured.flow).filter(
            **{"pk__in": facts.values("source"), guarded.below: anchor}
        )
        grids = dict(rows.values_list("pk", Left(guarded.division, int(self.parts.level))))
        cells: dict[Cell, int] = defaultdict(int)
        for source, measure, bucket, amount in facts.values_list("source", "measure", "bucket", "amount"):
            if source in grids:
                cells[Cell(grids[source], measure, bucket)] += amount
        return made(measured.figure, cells, question)


def rows_of(
    viewer: Viewer, measured: Measured, place: str, measure: str = "", *, itself: bool = False
) -> QuerySet[Any]:
    """Return the rows that a measure of the figure counts in a place, or of what lies at ``itself`` and in no part.

    It is the one above the line unless another is named.
    """
    figure, flow = measured.figure, measured.flow
    rows = indicators.rows_of(viewer, measured.asked(place), figure, measure or figure.numerator)
    if itself:
        return rows.filter(**flow.at(place))
    return rows.filter(**flow.below(place)) if len(place) > Level.VILLAGE else rows
