"""The monthly bulletin as a Word document, by a template that the city edits in Word (`monthly.docx`).

What a template may name is `monthly_context`, told in docs/new-city.md.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.publications.bulletin import MOST_BARS, bars_drawn, filled_in, imprint
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import in_language
from sanling.foundation.printing.press import Press
from sanling.processes.figures.breakdown import Line
from sanling.processes.figures.bulletins.contents import Contents, Part
from sanling.processes.figures.indicators import Value
from sanling.processes.figures.periods import Grain, Period
from sanling.processes.figures.words import Told, days_in_words, in_words

FILE = "monthly.docx"
# A line keeps so far from the edges of its picture.
_MARGIN = 0.04


def monthly(publication: Publication, template: Path) -> bytes:
    """Return a bulletin as a Word document, in Chinese, as bulletins are; raises `BrokenTemplate`."""
    if publication.contents is None:
        raise ValueError(f"publication {publication.pk} is no bulletin")
    contents = Contents.read(publication.contents)
    with override("zh-hans"):
        pictures = {"trends": _trends(contents), "bars": _bars(contents)}
        return filled_in(template, monthly_context(publication, contents), pictures)


def monthly_context(publication: Publication, contents: Contents) -> dict[str, Any]:
    """Return all that a template may name, besides the pictures ``trends`` and ``bars``."""
    key = [contents.figures[code] for code in contents.key]
    ranked = _ranked(contents)
    return {
        **imprint(publication),
        "days": days_in_words(Period(Grain.RANGE, publication.period, contents.last)),
        "changed": [
            {"words": in_language(words), "worse": worse is True, "better": worse is False}
            for words, worse in contents.changed
        ],
        "figures": [str(figure.name) for figure in key],
        "key": [_row(figure, contents.whole.get(figure.code)) for figure in key],
        "others": [
            _row(found.figure, contents.whole.get(found.figure.code))
            for found in contents.definitions
            if found.figure.code not in contents.key
        ],
        "places": [_of_part(part, key) for part in contents.places],
        "kinds": [_of_part(part, key) for part in contents.kinds],
        "bars_of": str(ranked.name) if ranked else "",
        "hidden": [str(contents.figures[code].name) for code in contents.hidden],
        "definitions": [
            {
                "name": str(found.figure.name),
                "definition": str(found.figure.definition),
                "numerator": in_language(found.above),
                "denominator": in_language(found.below) if found.below else "—",
                "unit": _unit(found.figure),
                "source": str(found.figure.source or "—"),
            }
            for found in contents.definitions
        ],
    }


def _row(figure: Figure, line: Line | None) -> Mapping[str, str]:
    """Return a figure of all together; where it isn't told, dashes."""
    if line is None:
        return dict.fromkeys(("value", "counts", "change", "percent", "year_change", "year_percent"), "—") | {
            "name": str(figure.name)
        }
    change, year_change = Told.of(line), Told.of(line, yearly=True)
    return {
        "name": str(figure.name),
        "value": _with_unit(line.now),
        "counts": f"{line.now.numerator}/{line.now.denominator}" if figure.form is Form.RATE else "",
        "change": change.text,
        "percent": change.percent,
        "year_change": year_change.text,
        "year_percent": year_change.percent,
        "verdict": change.verdict,
    }


def _of_part(part: Part, key: Sequence[Figure]) -> Mapping[str, Any]:
    return {
        "name": in_language(part.name),
        "cells": [
            in_words(part.lines[figure.code].now) if figure.code in part.lines else "—" for figure in key
        ],
    }


def _with_unit(value: Value) -> str:
    unit = value.figure.unit
    return f"{in_words(value)} {unit}" if unit and value.number is not None else in_words(value)


def _unit(figure: Figure) -> str:
    match figure.form:
        case Form.RATE:
            return "%"
        case Form.QUANTILE | Form.AGE:
            return "时长"
        case _:
            return str(figure.unit or "")


def _ranked(contents: Contents) -> Figure | None:
    """Return the figure by which places stand beside each other: the first of outcomes that is told by place."""
    told = {code for part in contents.places for code in part.lines}
    outcomes = [contents.figures[code] for code in contents.key if contents.figures[code].outcome]
    return next((figure for figure in outcomes if figure.form is Form.RATE and figure.code in told), None)


def _bars(contents: Contents) -> bytes:
    """Return the places by their ranks as bars; nothing where there are none, or too many to be read."""
    figure = _ranked(contents)
    lines = [
        (in_language(part.name), part.lines[figure.code])
        for part in contents.places
        if figure and figure.code in part.lines and part.lines[figure.code].now.number is not None
    ]
    if not 1 < len(lines) <= MOST_BARS:
        return b""
    lines.sort(key=lambda named: (named[1].rank or len(lines), -(named[1].now.number or 0)))
    # More than all may be settled: then the longest bar is the whole width.
    longest = max(Decimal(100), *(line.now.number or Decimal(0) for _name, line in lines))
    return bars_drawn(
        [
            (
                name,
                float((line.now.number or 0) * 100 / longest),
                f"{in_words(line.now)}（{line.now.numerator}/{line.now.denominator}）",
            )
            for name, line in lines
        ]
    )


def _trends(contents: Contents) -> bytes:
    """Return the lines of the figures that the bulletin begins with, a small picture each."""
    told = [
        _trend(contents.figures[code], contents.trends[code])
        for code in contents.key
        if code in contents.trends
    ]
    return _press().png({"trends": told}) if told else b""


def _trend(figure: Figure, points: Sequence[tuple[str, Value]]) -> Mapping[str, Any]:
    numbers = [value.number for _moment, value in points]
    known = [number for number in numbers if number is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    steps = max(len(points) - 1, 1)
    return {
        "name": str(figure.name),
        "told": _with_unit(points[-1][1]),
        "first": points[0][0][:7],
        "last": points[-1][0][:7],
        "points": [
            None
            if number is None
            else [
                _inside(nth / steps),
                _inside(float((number - low) / (high - low)) if high > low else 0.5),
            ]
            for nth, number in enumerate(numbers)
        ],
    }


def _inside(share: float) -> float:
    return _MARGIN + share * (1 - 2 * _MARGIN)


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("trends.typ"))
