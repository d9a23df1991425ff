"""The ledger of code points: what hangs where, how often it was opened, and what was begun by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Literal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict
from typing_extensions import override

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.poster_files import PDF, ZIP, posters_counted, write_posters
from sanling.domain.matters.posters import PAPERS, address_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.code_points import kept_by
from sanling.domain.people.ledgers import Column, Form, Ledger, chosen
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.models import CodePoint, CodePointDay
from sanling.domain.territory.queries import place_names
from sanling.foundation.cleaning import fold_code
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.variants import spellings

State = Literal["", "hanging", "retired"]


class CodePointCriteria(BaseModel):
    """What code points are narrowed to: words of their place, or how their code begins; where; whether they hang."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = ""
    within: str = ""
    state: State = ""
    # Of what stands there.
    type: str = ""

    def narrow(self) -> Q:
        """Return the condition on code points."""
        found = Q(division__path__startswith=self.within)
        found &= Q(type=self.type) if self.type else Q()
        if self.q:
            found &= Q(place__iregex=spellings(self.q)) | Q(code__startswith=fold_code(self.q) or "-")
        return found & Q(retired_at__isnull=self.state == "hanging") if self.state else found


@dataclass(frozen=True)
class Figures:
    """What is told of some code points besides their own rows, by id or code."""

    places: Mapping[str, str]
    opened: Mapping[int, int]
    begun: Mapping[str, int]
    # What stands at them, by what the city calls its types.
    types: Mapping[str, str]


def figures_of(viewer: Viewer, points: Sequence[CodePoint]) -> Figures:
    """Return the places of some code points, how often each was opened, and how many matters that are seen it began."""
    opened = CodePointDay.objects.filter(code_point__in=[point.pk for point in points])
    begun = visible_matters(viewer).filter(scanned_code__in=[point.code for point in points])
    return Figures(
        places=place_names((point.division_id for point in points), below=viewer.own.unit_division),
        opened=dict(opened.values_list("code_point").annotate(Sum("opened")).order_by()),
        begun=dict(begun.values_list("scanned_code").annotate(Count("pk")).order_by()),
        types=type_names(viewer.city),
    )


def type_names(city: str) -> dict[str, str]:
    """Return what a city calls the types of subjects at which codes hang."""
    part: SubjectsPart = profile_for(city).part("subjects")
    return {kind.code: str(kind.name) for kind in part.types}


@dataclass(frozen=True)
class Totals:
    """How many code points a list has, how often they were opened, and how many matters that are seen they began."""

    points: int
    opened: int
    begun: int


def totals_of(viewer: Viewer, points: QuerySet[CodePoint]) -> Totals:
    """Add up a whole list. Three queries."""
    opened = CodePointDay.objects.filter(code_point__in=points.order_by().values("pk"))
    codes = points.order_by().values("code")
    return Totals(
        points=points.count(),
        opened=opened.aggregate(total=Sum("opened"))["total"] or 0,
        begun=visible_matters(viewer).filter(scanned_code__in=codes).exclude(scanned_code="").count(),
    )


COLUMNS: Sequence[Column[CodePoint, Figures]] = (
    Column("code", gettext_lazy("Code"), lambda point, _figures: point.code),
    Column("place", gettext_lazy("Place"), lambda point, _figures: point.place, 30),
    Column(
        "division", gettext_lazy("Division"), lambda point, figures: figures.places[point.division_id], 40
    ),
    Column(
        "type", gettext_lazy("Type"), lambda point, figures: figures.types.get(point.type, point.type), 16
    ),
    Column("address", gettext_lazy("Address of the code"), lambda point, _figures: address_of(point), 50),
    Column("since", gettext_lazy("Since"), lambda point, _figures: point.created_at, 17),
    Column("retired", gettext_lazy("Retired"), lambda point, _figures: point.retired_at, 17),
    Column("opened", gettext_lazy("Opened"), lambda point, figures: figures.opened.get(point.pk, 0)),
    Column("begun", gettext_lazy("Matters begun"), lambda point, figures: figures.begun.get(point.code, 0)),
)


class CodePointLedger(Ledger):
    """All code points that a viewer keeps: as a workbook, and as posters."""

    code = "code_points"
    criteria = CodePointCriteria
    forms = MappingProxyType(
        {paper: Form((PDF, ZIP), partial(write_posters, paper), posters_counted) for paper in PAPERS}
    )

    @override
    def columns(self, codes: Sequence[str], criteria: CodePointCriteria) -> list[Column[CodePoint, Figures]]:
        return chosen(COLUMNS, codes)

    @override
    def find(self, viewer: Viewer, criteria: CodePointCriteria, now: datetime) -> QuerySet[CodePoint]:
        return kept_by(viewer).filter(criteria.narrow())

    @override
    def in_order(self, rows: QuerySet[CodePoint], sort: str) -> QuerySet[CodePoint]:
        return rows.order_by(*(("division", "pk") if sort == "place" else ("-pk",)))

    @override
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[CodePoint]], Figures]:
        return partial(figures_of, viewer)


CODE_POINTS = CodePointLedger()
