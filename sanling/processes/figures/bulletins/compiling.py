"""A monthly bulletin is counted: figures of a place and a month, whole, by place and by kind, and their trends.

What would tell of few isn't in it (`circulation`): a bulletin is read by who doesn't see the rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanling.domain.indicators.config import Figure, IndicatorsPart
from sanling.domain.indicators.flows import flows
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.publications.access import drafts_at
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import both, in_language
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, city_of
from sanling.foundation.profile.registry import profile_for
from sanling.processes.figures.access import sees_all, sees_kind
from sanling.processes.figures.breakdown import Breakdown, Line, breakdowns
from sanling.processes.figures.bulletins.contents import Contents, Definition, Part, Words
from sanling.processes.figures.changed import Changed, changed_most
from sanling.processes.figures.circulation import Tellable, tellable, tellable_trends
from sanling.processes.figures.indicators import Asked, Value, figures_of
from sanling.processes.figures.periods import Grain, Period, period_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.sentences import sentence

# So many months stand in a trend, this one counted, and so many changes are told in sentences.
MONTHS, TOLD = 13, 6


@dataclass(frozen=True)
class Chosen:
    """The figures of a bulletin, and which of them it begins with."""

    figures: Sequence[Figure]
    key: Sequence[str]


def chosen(viewer: Viewer, place: str) -> Chosen:
    """Return the figures that a viewer may have printed of a place: of what it sees all of."""
    part: IndicatorsPart = profile_for(city_of(place)).part("indicators")
    known = {
        code: figure
        for code, figure in figures_of(city_of(place)).items()
        if sees_all(viewer, flow := flows()[figure.flow], place)
        and sees_kind(viewer, flow, figure.family or "", figure.kind or "")
    }
    return Chosen(list(known.values()), [code for code in part.overview if code in known] or list(known))


def may_draft_bulletin(viewer: Viewer, place: str) -> bool:
    """Tell whether a viewer drafts bulletins of a place: by its own post, seeing all that some figures count there."""
    return drafts_at(viewer, place) and bool(chosen(viewer.limited_to(()), place).figures)


def sees_contents(viewer: Viewer, publication: Publication) -> bool:
    """Tell whether a viewer sees all that a bulletin counted; nobody does where it isn't counted any more."""
    figures = Contents.read(publication.contents or {}).figures.values() if publication.contents else ()
    return bool(figures) and all(
        (flow := flows().get(figure.flow)) is not None
        and {*figure.measures} <= flow.measures.keys()
        and sees_all(viewer, flow, publication.place_id)
        for figure in figures
    )


def now_beside(viewer: Viewer, publication: Publication) -> Contents | None:
    """Return what a bulletin would print now of the same days, by its own definitions, to who sees all of it.

    It is counted as its drafter sees it: somebody of another clearance would find changes where there are none.
    """
    if publication.contents is None or not sees_contents(viewer, publication):
        return None
    drafter = viewer_for(publication.drafted_by)
    if drafter is None:
        return None
    printed = Contents.read(publication.contents)
    of = Chosen([found.figure for found in printed.definitions], printed.key)
    month = period_of(Grain.MONTH, publication.period)
    return compiled(drafter.limited_to(()), publication.place_id, month, of, printed.last)


def compiled(viewer: Viewer, place: str, month: Period, of: Chosen, last: date) -> Contents:
    """Count what a bulletin prints of a place and a month, up to its last day, as a viewer sees it now."""
    asked = Asked(place, month)
    key = [figure for figure in of.figures if figure.code in of.key]
    by_kind = breakdowns(viewer, replace(asked, by=By.KIND), of.figures, last)
    by_place = breakdowns(viewer, replace(asked, by=By.PLACE), key, last)
    compared = next(iter(by_kind.values())).compared
    may = tellable(viewer, asked, of.figures, compared)
    trends = _trends(viewer, asked, key, last)
    of_key = {figure.code: by_kind[figure.code] for figure in key}
    places = _parts(by_place, may, By.PLACE, _names_of_places(place)) if len(place) < Level.VILLAGE else []
    kinds = _parts(of_key, may, By.KIND, _names_of_kinds(place, key))
    return Contents(
        last=last,
        definitions=[_definition(figure) for figure in of.figures],
        key=of.key,
        whole={code: told.total for code, told in by_kind.items() if may[code].whole},
        places=places,
        kinds=kinds,
        trends={code: trend for code, trend in trends.items() if may[code].whole},
        changed=_changed(
            {By.PLACE: by_place, By.KIND: of_key},
            may,
            {part.unit: part.name for part in places},
            {part.unit: part.name for part in kinds},
        ),
        hidden=[
            figure.code
            for figure in of.figures
            if may[figure.code] != Tellable() or (figure.code in of.key and figure.code not in trends)
        ],
    )


def _trends(
    viewer: Viewer, asked: Asked, figures: Sequence[Figure], last: date
) -> dict[str, list[tuple[str, Value]]]:
    """Return the figures of the months up to this one; of few, who may be told by it, not at all."""
    first = asked.period
    for _step in range(MONTHS - 1):
        first = first.before()
    months = replace(
        asked, period=Period(Grain.RANGE, first.first, min(asked.period.last, last)), by=By.MONTH
    )
    found = breakdowns(viewer, months, figures, last)
    may = tellable_trends(viewer, months, figures)
    return {
        code: [(line.unit, line.now) for line in told.lines] for code, told in found.items() if code in may
    }


def _parts(
    told: Mapping[str, Breakdown],
    may: Mapping[str, Tellable],
    by: By,
    names: Callable[[Sequence[str]], Mapping[str, Words]],
) -> list[Part]:
    lines: dict[str, dict[str, Line]] = {}
    for code, breakdown in told.items():
        for line in breakdown.lines if may[code].by(by) else ():
            lines.setdefault(line.unit, {})[code] = line
    units = sorted(lines)
    called = names(units)
    return [Part(unit, called.get(unit) or _same(unit), lines[unit]) for unit in units]


def _names_of_places(place: str) -> Callable[[Sequence[str]], Mapping[str, Words]]:
    def names(units: Sequence[str]) -> Mapping[str, Words]:
        found = dict(Division.objects.filter(path__in=units).values_list("path", "name"))
        # What lies right at the place, and at none of its parts.
        itself = both(lambda: _("%(place)s itself") % {"place": found.get(place, place)})
        return {path: itself if path == place else _same(name) for path, name in found.items()}

    return names


def _names_of_kinds(place: str, figures: Sequence[Figure]) -> Callable[[Sequence[str]], Mapping[str, Words]]:
    def called() -> Mapping[str, str]:
        city = city_of(place)
        return {
            code: name
            for figure in figures
            for code, name in flows()[figure.flow].names(city, "kind", "").items()
        }

    def names(units: Sequence[str]) -> Mapping[str, Words]:
        with override("zh-hans"):
            chinese = called()
        with override("en"):
            english = called()
        return {
            unit: {"zh": chinese.get(unit, unit), "en": english.get(unit, unit)}
            if unit
            else both(lambda: _("without a kind"))
            for unit in units
        }

    return names


def _same(name: str) -> Words:
    return {"zh": name, "en": name}


def _definition(figure: Figure) -> Definition:
    measures = flows()[figure.flow].measures
    above = both(lambda: str(measures[figure.numerator]))
    return Definition(
        figure, above, both(lambda: str(measures[figure.denominator or ""])) if figure.denominator else None
    )


def _changed(
    told: Mapping[By, Mapping[str, Breakdown]],
    may: Mapping[str, Tellable],
    places: Mapping[str, Words],
    kinds: Mapping[str, Words],
) -> list[tuple[Words, bool | None]]:
    """Return what changed most in sentences of both languages; no sentence says what isn't told."""
    open_ones = {
        str(by): {code: found for code, found in breakdowns.items() if may[code].whole}
        for by, breakdowns in told.items()
    }
    found = changed_most(open_ones, TOLD)

    def said(change: Changed) -> str:
        names = {
            str(By.PLACE): {unit: in_language(name) for unit, name in places.items()},
            str(By.KIND): {unit: in_language(name) for unit, name in kinds.items()},
        }
        of = may[change.line.now.figure.code]
        parts = {by: part if of.by(By(by)) else None for by, part in change.parts.items()}
        return sentence(replace(change, parts=parts), names)

    return [(both(partial(said, change)), change.line.is_worse) for change in found]
