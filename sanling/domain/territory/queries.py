"""Reads of the territory: children, search by name or code, the way down, successors, outlines for maps."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

import shapely
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from sanling.domain.territory.models import Boundary, CodePoint, Division, Edition
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation.cleaning import fold, fold_code
from sanling.foundation.database.prepared import Prepared

# A level that isn't there: the file names the division above over again (东莞市 4419 has one county, 东莞市 441900).
SAID_AGAIN = Q(level__in=(Level.COUNTY, Level.TOWNSHIP), name=F("parent__name"))
_POSTER = re.compile(r"(?:.*/Q/)?([0-9A-Z]+(?:-[0-9A-Z]+)*)")
MOST_OUTLINES = 5_000
# What a map gets at once: a quarter of a megabyte, some 50 KB of it compressed.
MOST_POINTS = 11_000
# How coarse an outline may be, finest first: tolerance in degrees (a degree of latitude is 111 km), and decimals.
COARSE = ((0.0, 5), (0.0001, 5), (0.0003, 4), (0.001, 4), (0.002, 4), (0.003, 4), (0.01, 3))


def current(path: str) -> Division | None:
    """Return a division that hasn't ended, or ``None``."""
    return _current.first(path=path)


@Prepared
def _current(path: str) -> QuerySet[Division]:
    return Division.objects.filter(pk=path, valid_until=None)


def children(path: str) -> QuerySet[Division]:
    """Return the divisions one level below that haven't ended, by path."""
    return Division.objects.filter(parent=path, valid_until=None).order_by("path")


def below(path: str) -> QuerySet[Division]:
    """Return what a page lists under a division, by path: its children, but for a level that isn't there theirs."""
    own = Q(parent=path) & ~SAID_AGAIN
    theirs = Q(parent__parent=path, parent__level__in=(Level.COUNTY, Level.TOWNSHIP))
    found = Division.objects.filter(
        own | theirs & Q(parent__name=F("parent__parent__name")), valid_until=None
    )
    return found.order_by("path")


def lies_in(division: Division) -> str:
    """Return the name of what a division lies in, by which it is told from others; "" if it has the same name."""
    above = division.parent.name if division.parent else ""
    return "" if above == division.name else above


def find(q: str, *, within: str, levels: Collection[Level] = (), limit: int = 20) -> QuerySet[Division]:
    """Return divisions under ``within`` by the beginning of a name, its pinyin, initials or code.

    Exact hits first, then those that begin so, then names that only contain it; higher levels before lower. All
    spaces are ignored. An empty query finds nothing, and a level that isn't there is found nowhere.
    """
    typed = fold(q).replace(" ", "").lower()
    if not typed:
        return Division.objects.none()
    begins = Q(name__startswith=typed) | Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    begins |= Q(path__startswith=typed) | Q(official_code__startswith=typed)
    exact = Q(name=typed) | Q(pinyin=typed) | Q(initials=typed) | Q(path=typed) | Q(official_code=typed)
    rank = Case(
        When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2), output_field=IntegerField()
    )
    found = Division.objects.filter(
        begins | Q(name__contains=typed), ~SAID_AGAIN, path__startswith=within, valid_until=None
    )
    if levels:
        found = found.filter(level__in=levels)
    return found.annotate(rank=rank).order_by("rank", "level", Length("name"), "path")[:limit]


def hanging(typed: str) -> CodePoint | None:
    """Return the poster whose code was scanned or typed, ``None`` for one that is unknown or retired.

    The code is read in any width and case, alone or in its address ("…/q/CODE"), with anything behind it that a
    camera, a chat or a sentence adds ("/", "。", "&from=timeline", another line).
    """
    joined, first = fold_code(typed), fold_code(fold(typed).partition(" ")[0])
    codes = [found[1] for text in (joined, first) if (found := _POSTER.match(text))]
    points = CodePoint.objects.select_related("division").filter(code__in=codes, retired_at=None)
    return max(points, key=lambda point: len(point.code), default=None) if codes else None


def by_code(code: str) -> Division | None:
    """Return the division of a statistical code, present or former; one that ended is returned as it is."""
    present = Division.objects.filter(official_code=code).first()
    return (
        present
        or Division.objects.filter(former_codes__code=code).order_by("-former_codes__valid_until").first()
    )


def breadcrumbs(path: str) -> list[Division]:
    """Return the divisions from the province down to this one; those that are missing are left out."""
    return list(Division.objects.filter(pk__in=[*ancestors_of(path), path]).order_by("path"))


def trail(path: str) -> list[Division]:
    """Return the same without the levels that aren't there."""
    return list(Division.objects.filter(~SAID_AGAIN, pk__in=[*ancestors_of(path), path]).order_by("path"))


def current_successors(path: str) -> list[Division]:
    """Return what a division is today: itself, or what took its place, however many times over."""
    today: dict[str, Division] = {}
    seen: set[str] = set()
    wave = {path}
    while wave:
        divisions = Division.objects.filter(pk__in=wave)
        today |= {division.pk: division for division in divisions if division.valid_until is None}
        seen |= wave
        following = Division.objects.filter(predecessions__predecessor__in=wave - set(today))
        wave = set(following.values_list("pk", flat=True)) - seen
    return [today[key] for key in sorted(today)]


def edition_of(city: str) -> UUID | None:
    """Return the stamp of a city's territory, which every change renews; ``None`` for one that was never changed."""
    return Edition.objects.filter(city=city).values_list("stamp", flat=True).first()


def outlines(path: str, level: Level) -> dict[str, Any]:
    """Return the outlines of a division's parts at a level as a GeoJSON FeatureCollection, bounded in size.

    Coordinates have five decimals (a metre). A collection of more than 11,000 points is simplified until it fits,
    neighbours together, so that no gaps open. Each feature tells whether it is for demonstration only.
    Raises ``ValueError`` for more than 5,000 outlines: ask for a smaller division or a higher level.
    """
    found = Boundary.objects.filter(
        division__path__startswith=path, division__level=level, valid_until=None, division__valid_until=None
    )
    rows = list(
        found.order_by("division_id").values_list("division_id", "division__name", "demonstration", "wkb")[
            : MOST_OUTLINES + 1
        ]
    )
    if len(rows) > MOST_OUTLINES:
        raise ValueError("There are too many outlines to draw at once.")
    drawn, decimals = _fitting([shapely.from_wkb(bytes(wkb)) for *_rest, wkb in rows])
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {"path": code, "name": name, "demonstration": demonstration},
                "geometry": _rounded(geometry, decimals),
            }
            for (code, name, demonstration, _wkb), geometry in zip(rows, drawn, strict=True)
        ],
    }


def _fitting(geometries: list[Any]) -> tuple[list[Any], int]:
    """Return the geometries as fine as fits, and with how many decimals."""
    for tolerance, decimals in COARSE:
        drawn = list(shapely.coverage_simplify(geometries, tolerance)) if tolerance else geometries
        if sum(map(int, shapely.get_num_coordinates(drawn))) <= MOST_POINTS:
            return drawn, decimals
    return drawn, COARSE[-1][1]


def _rounded(geometry: Any, decimals: int) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda points: points.round(decimals))
    mapping: dict[str, Any] = shapely.geometry.mapping(rounded)
    return mapping
