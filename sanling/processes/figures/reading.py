"""Numbers as somebody is told them, of any number of questions in one statement.

Whole months are read from sums by month, the days around them from sums by day; where no such sums are kept, and for
who sees single rows, facts are counted. All three say the same. Questions that differ in days and measures alone read
their rows once, together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, Exists, F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Left, TruncMonth

from sanling.domain.indicators.access import deepest
from sanling.domain.indicators.flows import CONCEALED
from sanling.domain.people.access import Viewer
from sanling.foundation.days import next_month
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.processes.figures.access import facts_of_rows, sees_by_place, told
from sanling.processes.figures.folding import CELLS
from sanling.processes.figures.models import Counted, Fact, Rollup
from sanling.processes.figures.queries import By, Cell, Question, facts_asked

Wanted = tuple[Question, Collection[str]]
Stretches = tuple[tuple[date, date], ...]
# The text of a statement and its parameters; None of what tells nothing.
_Made = tuple[str, tuple[Any, ...]] | None
# A command screen takes some forty.
MOST_KEPT = 512
_DAY = timedelta(days=1)
# A source's numbers, each for the questions that want it. The planner takes these for few, and would read it for each.
_OF_SOURCE = """(
    WITH row_ (amount, cut_, of_, at_, on_) AS MATERIALIZED ({rows})
    SELECT want.nth, cut_, of_, at_, sum(amount) FROM row_
    JOIN unnest(%s::int[], %s::text[], %s::date[], %s::date[]) AS want (nth, measure, first, last)
    ON want.measure = of_ AND on_ BETWEEN want.first AND want.last
    GROUP BY want.nth, cut_, of_, at_
)"""


class _Part(NamedTuple):
    """Some of the days: whole months by their first days, or days."""

    monthly: bool
    first: date
    last: date


@dataclass(frozen=True)
class _Source:
    """What is read for questions that are ``alike`` but for their days: sums of a level, or facts (level 0).

    ``by_rows`` they are the facts of the rows that the viewer sees, of concealed ones alone where it sees by place.
    """

    alike: Question
    by_rows: bool = False
    level: int = 0
    monthly: bool = False
    distributed: bool = False


class _Want(NamedTuple):
    """Which question wants a measure of which days of a source."""

    nth: int
    measure: str
    first: date
    last: date


def numbers(viewer: Viewer, asked: Question, measures: Collection[str]) -> Mapping[Cell, int]:
    """Return the numbers that a viewer is told: those of the rows that it sees, and of no others."""
    return all_numbers(viewer, [(asked, measures)])[0]


def all_numbers(viewer: Viewer, wanted: Sequence[Wanted]) -> Sequence[Mapping[Cell, int]]:
    """Return the numbers of several questions, each with its measures, by one statement."""
    sources: dict[_Source, list[_Want]] = defaultdict(list)
    for nth, (asked, measures) in enumerate(wanted):
        for source, part, measure in _sources(viewer, asked, measures):
            sources[source].append(_Want(nth, measure, part.first, part.last))
    found: list[dict[Cell, int]] = [defaultdict(int) for _asked in wanted]
    said = [text for source, wants in sources.items() if (text := _statement(viewer, source, wants))]
    if said:
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(text for text, _params in said),
                [param for _text, params in said for param in params],
            )
            for nth, value, measure, bucket, amount in cursor.fetchall():
                found[nth][Cell(value, measure, bucket)] += int(amount)
    return [{cell: amount for cell, amount in cells.items() if amount} for cells in found]


def _sources(
    viewer: Viewer, asked: Question, measures: Collection[str]
) -> Iterator[tuple[_Source, _Part, str]]:
    """Yield from where each measure of which days of a question is read."""
    alike = replace(asked, first=date.min, last=date.min)
    by_place = sees_by_place(viewer, asked.flow)
    whole = _Part(monthly=False, first=asked.first, last=asked.last)
    yield from ((_Source(alike, by_rows=True), whole, measure) for measure in measures)
    if not by_place:
        return
    # Sums of a level above a viewer's places hold more than it sees.
    deep = max(asked.level, deepest(viewer))
    for part in _parts(asked):
        level = _kept_level(asked, part, deep)
        for measure in measures:
            apart = measure in asked.flow.distributed
            sums = _Source(alike, level=level, monthly=part.monthly, distributed=apart)
            yield sums if level else _Source(alike), part, measure


def _parts(asked: Question) -> Iterator[_Part]:
    """Yield the days before the first whole month, whole months together, and the days after; by day, only days."""
    begin = asked.first if asked.first.day == 1 else next_month(asked.first.replace(day=1))
    beyond = asked.last + _DAY
    end = beyond if beyond.day == 1 else beyond.replace(day=1)
    if asked.by is By.DAY or begin >= end:
        yield _Part(monthly=False, first=asked.first, last=asked.last)
        return
    if asked.first < begin:
        yield _Part(monthly=False, first=asked.first, last=begin - _DAY)
    yield _Part(monthly=True, first=begin, last=end - _DAY)
    if end < beyond:
        yield _Part(monthly=False, first=end, last=asked.last)


def _kept_level(asked: Question, part: _Part, deep: int) -> int:
    """Return the level of the sums that tell it: the highest that is deep enough, 0 if no such sums are kept."""
    cuts = sorted(asked.cuts)
    if len(cuts) > 1:
        return 0
    of = (part.monthly, cuts[0] if cuts else "")
    return min((level for level, *kept in CELLS if level >= deep and tuple(kept) == of), default=0)


def _statement(viewer: Viewer, source: _Source, wants: Sequence[_Want]) -> tuple[str, list[Any]] | None:
    """Return the statement of what is read of a source, and its parameters; None where the viewer sees nothing."""
    measures = tuple(sorted({want.measure for want in wants}))
    stretches = tuple(_stretches((want.first, want.last) for want in wants))
    made = _kept(profile_for(viewer.city))(viewer, source, stretches, measures)
    if made is None:
        return None
    text, params = made
    return _OF_SOURCE.format(rows=text), [*params, *map(list, zip(*wants, strict=True))]


@kept_with_profile
def _kept(_profile: Profile) -> Callable[[Viewer, _Source, Stretches, tuple[str, ...]], _Made]:
    """Return what makes the statements of sources, and keeps those last made: a screen asks the same every few seconds.

    Django takes longer to make them than PostgreSQL to answer. They are of the viewer as it sees now, and go with the
    profile by which it does.
    """
    return lru_cache(maxsize=MOST_KEPT)(_made)


def _made(viewer: Viewer, source: _Source, stretches: Stretches, measures: tuple[str, ...]) -> _Made:
    found = _sums(viewer, source, stretches) if source.level else _facts(viewer, source, stretches)
    columns = {
        "cut_": Cast(_column(found.model, source.alike), TextField()),
        "of_": F("measure"),
        "at_": F("bucket"),
        "on_": F("period" if source.level else "day"),
    }
    rows = found.filter(measure__in=measures).order_by().values("amount", **columns)
    try:
        return rows.values_list("amount", *columns).query.sql_with_params()
    except EmptyResultSet:
        return None


def _stretches(days: Iterable[tuple[date, date]]) -> Sequence[tuple[date, date]]:
    """Return stretches of days without those that they have in common."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _sums(viewer: Viewer, source: _Source, stretches: Stretches) -> QuerySet[Rollup]:
    asked, cuts = source.alike, sorted(source.alike.cuts)
    narrowed = asked.of_kind()
    if cuts and (value := asked.narrowing().get(cuts[0])):
        narrowed["value"] = value
    return Rollup.objects.filter(
        reduce(or_, (Q(period__gte=first, period__lte=last) for first, last in stretches)),
        told(viewer, asked.flow, Rollup),
        flow=asked.flow.code,
        level=source.level,
        monthly=source.monthly,
        distributed=source.distributed,
        place__startswith=asked.place,
        by=cuts[0] if cuts else "",
        **narrowed,
    )


def _facts(viewer: Viewer, source: _Source, stretches: Stretches) -> QuerySet[Fact]:
    asked = source.alike
    of_days = (facts_asked(replace(asked, first=first, last=last)) for first, last in stretches)
    facts = reduce(or_, of_days)
    if not source.by_rows:
        return facts.filter(told(viewer, asked.flow, Fact))
    if sees_by_place(viewer, asked.flow):
        concealed = Counted.objects.filter(
            flow=asked.flow.code, place__startswith=asked.place, secrecy=CONCEALED
        )
        # Where there are none, their rows aren't looked for.
        facts = facts.filter(Exists(concealed), secrecy=CONCEALED)
    return facts & facts_of_rows(viewer, asked.flow)


def _column(model: type[Model], asked: Question) -> Any:
    cut = _cut_by(model, asked)
    if not asked.crossed:
        return cut
    return Concat(Cast(cut, TextField()), Value("/"), F("kind"), output_field=TextField())


def _cut_by(model: type[Model], asked: Question) -> Any:
    day = "period" if model is Rollup else "day"
    match asked.by:
        case By.NOTHING:
            return Value("")
        case By.PLACE:
            return Left("place", asked.level)
        case By.DAY:
            return F(day)
        case By.MONTH:
            return Cast(TruncMonth(day), DateField())
        case By.KIND:
            return F("kind")
        case _:
            return F("value") if model is Rollup else F(asked.by.value)
