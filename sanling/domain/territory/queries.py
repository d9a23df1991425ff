"""Reads of the territory: children, search by name or code, the way down, successors, outlines for maps."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from sanling.domain.territory.models import CodePoint, Division, Edition
from sanling.domain.territory.rules import Level, ancestors_of, parent_of
from sanling.foundation.cleaning import fold, fold_code
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.variants import spellings

# A level that isn't there: the file names the division above over again (东莞市 4419 has one county, 东莞市 441900).
SAID_AGAIN = Q(level__in=(Level.COUNTY, Level.TOWNSHIP), name=F("parent__name"))
_POSTER = re.compile(r"(?:.*/Q/)?([0-9A-Z]+(?:-[0-9A-Z]+)*)")


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
    standing = Division.objects.filter(valid_until=None).order_by()
    own = standing.filter(~SAID_AGAIN, parent=path)
    theirs = standing.filter(
        parent__parent=path,
        parent__level__in=(Level.COUNTY, Level.TOWNSHIP),
        parent__name=F("parent__parent__name"),
    )
    # By an OR all divisions would be read.
    both = own.values("pk").union(theirs.values("pk"), all=True)
    return Division.objects.filter(pk__in=both).order_by("path")


def lies_in(division: Division) -> str:
    """Return the name of what a division lies in, by which it is told from others; "" if it has the same name."""
    above = division.parent.name if division.parent else ""
    return "" if above == division.name else above


def nearness(column: str, near: Collection[str]) -> Case:
    """Return what sorts rows by how far up one must go from a place to come to the division in a column.

    Of several places the nearest counts. What lies in the place itself is nearest.
    """
    ranks = [
        When(_within(column, {path[:level] for path in near if len(path) >= level}), then=Value(rank))
        for rank, level in enumerate(sorted(Level, reverse=True))
        if any(len(path) >= level for path in near)
    ]
    return Case(*ranks, default=Value(len(Level)), output_field=IntegerField())


def _within(column: str, paths: Collection[str]) -> Q:
    named = f"{column}__path__startswith" if column else "path__startswith"
    return reduce(or_, (Q(**{named: path}) for path in sorted(paths)))


def find(
    q: str, *, within: str, levels: Collection[Level] = (), limit: int = 20, near: Collection[str] = ()
) -> QuerySet[Division]:
    """Return divisions under ``within`` by the beginning of a name, its pinyin, initials or code.

    Exact hits first, then those that begin so, then names that only contain it; among them those ``near`` some places
    first, and higher levels before lower. A name
    is found in any form of its characters. All spaces are ignored. An empty query finds nothing, and a level that
    isn't there is found nowhere.
    """
    typed = fold(q).replace(" ", "").lower()
    if not typed:
        return Division.objects.none()
    name = spellings(typed)
    begins = Q(name__iregex=f"^{name}") | Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    begins |= Q(path__startswith=typed) | Q(official_code__startswith=typed)
    exact = Q(name__iregex=f"^{name}$") | Q(pinyin=typed) | Q(initials=typed)
    exact |= Q(path=typed) | Q(official_code=typed)
    rank = Case(
        When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2), output_field=IntegerField()
    )
    found = Division.objects.filter(
        begins | Q(name__iregex=name), ~SAID_AGAIN, path__startswith=within, valid_until=None
    )
    if levels:
        found = found.filter(level__in=levels)
    ranked = found.annotate(rank=rank, away=nearness("", near))
    return ranked.order_by("rank", "away", "level", Length("name"), "path")[:limit]


def around(within: str, near: Collection[str]) -> QuerySet[Division]:
    """Return the divisions under ``within`` by their nearness to some places, higher levels before lower."""
    found = Division.objects.filter(~SAID_AGAIN, path__startswith=within, valid_until=None)
    return found.annotate(away=nearness("", near)).order_by("away", "level", "path")


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


def full_name(path: str) -> str:
    """Return a division's name after those above it, from the county on; of the city, its own."""
    names = [
        division.name for division in breadcrumbs(path) if len(division.pk) >= min(len(path), Level.COUNTY)
    ]
    return " ".join(names)


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


def place_names(paths: Iterable[str], *, below: str = "") -> dict[str, str]:
    """Return each division's name after those above it up to its county, with one query.

    Whoever looks from ``below`` need not be told of their own division and those above it; from a province, its city
    is told too.
    """
    top = min(Level.CITY, len(below) or Level.CITY)
    wanted = set(paths)
    names = dict(
        Division.objects.filter(
            pk__in={
                above for path in wanted for above in [*ancestors_of(path), path] if len(above) >= Level.CITY
            }
        ).values_list("pk", "name")
    )
    found = {}
    for path in wanted:
        chain = [
            above for above in [*ancestors_of(path), path] if len(above) > top and _says_more(above, names)
        ]
        near = [above for above in chain if above == path or not below.startswith(above)]
        found[path] = " ".join(names[above] for above in near)
    return found


def _says_more(path: str, names: Mapping[str, str]) -> bool:
    """Tell whether a division has a name other than that of the one above it."""
    return path in names and names[path] != names.get(parent_of(path) or "")
