"""Figures that a city's profile puts together, such as the three falls: this year so far beside the last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanling.domain.indicators.config import Figure, IndicatorsPart, Section
from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import Number, address, place_of
from sanling.processes.figures.breakdown import breakdowns
from sanling.processes.figures.indicators import Asked, visible_figures
from sanling.processes.figures.periods import Grain, period_of
from sanling.processes.figures.words import Told, days_in_words


@dataclass(frozen=True)
class Line:
    """A figure now and in the same part of the year before, each with its rows, and where it is broken down."""

    name: str
    unit: str
    now: Number
    before: Number
    change: Told
    url: str


@dataclass(frozen=True)
class Shown:
    """A section of a place."""

    code: str
    name: str
    days: str
    days_before: str
    lines: Sequence[Line]


def _sections(viewer: Viewer) -> Sequence[tuple[Section, Sequence[Figure]]]:
    """Return the sections of the viewer's city, each with the figures of what it sees."""
    part: IndicatorsPart = profile_for(viewer.city).part("indicators")
    known = visible_figures(viewer)
    found = [
        (section, [known[code] for code in section.figures if code in known]) for section in part.sections
    ]
    return [(section, figures) for section, figures in found if figures]


def has_sections(viewer: Viewer) -> bool:
    """Posts that see what is counted in one of the city's sections."""
    return bool(viewer.post_id) and bool(_sections(viewer))


@require_GET
@door(has_sections)
def sections_of_place(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the sections of a place."""
    place = place_of(request, viewer)
    shown = [_shown(viewer, place, section, figures) for section, figures in _sections(viewer)]
    return render(request, "desk/figures/sections.html", {"sections": shown})


def _shown(viewer: Viewer, place: str, section: Section, figures: Sequence[Figure]) -> Shown:
    asked = Asked(place, period_of(Grain(section.grain), today()))
    told = breakdowns(viewer, asked, figures, today())
    compared = asked.period.compared(today())
    # A part of a year is written by its days.
    then = Asked(place, replace(compared.year_before, grain=Grain.RANGE))
    lines = []
    for figure in figures:
        line = told[figure.code].total
        if line.year_before is not None:
            lines.append(
                Line(
                    name=str(figure.name),
                    unit=str(figure.unit or ""),
                    now=Number.of(asked, line.now),
                    before=Number.of(then, line.year_before),
                    change=Told.of(line, yearly=True),
                    url=address("desk:figures", asked, figure=figure.code),
                )
            )
    return Shown(
        code=section.code,
        name=str(section.name),
        days=days_in_words(compared.now),
        days_before=days_in_words(compared.year_before),
        lines=lines,
    )
