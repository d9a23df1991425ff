"""All that a monthly bulletin prints: kept with the publication, and read again as it was printed.

Of each number the counts are kept that it was computed from, of a quantile its histogram; and each figure with its
definition, so that it reads as it did then whatever the profile says later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanling.domain.indicators.config import Figure
from sanling.processes.figures.breakdown import Line
from sanling.processes.figures.indicators import Value

Words = Mapping[str, str]
# The sort of publications that monthly bulletins are.
MONTHLY = "monthly"


@dataclass(frozen=True)
class Definition:
    """A figure, and what the counts are called that it is made of, in both languages."""

    figure: Figure
    above: Words
    below: Words | None

    def written(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {"figure": self.figure.model_dump(mode="json"), "above": self.above, "below": self.below}

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Definition":
        """Read what `written` wrote."""
        return cls(Figure.model_validate(said["figure"]), said["above"], said["below"])


@dataclass(frozen=True)
class Part:
    """A place or a kind, its name in both languages, and its lines by figure; of what is hidden there is none."""

    unit: str
    name: Words
    lines: Mapping[str, Line]


@dataclass(frozen=True)
class Contents:
    """What a bulletin prints of a place and a month, counted up to its ``last`` day.

    ``key`` names the figures with which it begins. ``whole`` are the lines of all together, ``trends`` the values of
    the months up to this one, ``changed`` says what changed most and whether it is worse. Of ``hidden`` figures
    something isn't told, because it would tell of few.
    """

    last: date
    definitions: Sequence[Definition]
    key: Sequence[str]
    whole: Mapping[str, Line]
    places: Sequence[Part]
    kinds: Sequence[Part]
    trends: Mapping[str, Sequence[tuple[str, Value]]]
    changed: Sequence[tuple[Words, bool | None]]
    hidden: Sequence[str]

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Return the figures by code."""
        return {found.figure.code: found.figure for found in self.definitions}

    def written(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "last": self.last.isoformat(),
            "definitions": [found.written() for found in self.definitions],
            "key": list(self.key),
            "whole": _lines(self.whole),
            "places": [_part(part) for part in self.places],
            "kinds": [_part(part) for part in self.kinds],
            "trends": {
                code: [[moment, _value(value)] for moment, value in trend]
                for code, trend in self.trends.items()
            },
            "changed": [[words, worse] for words, worse in self.changed],
            "hidden": list(self.hidden),
        }

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Contents":
        """Read what `written` wrote."""
        definitions = [Definition.read(found) for found in said["definitions"]]
        figures = {found.figure.code: found.figure for found in definitions}
        return cls(
            last=date.fromisoformat(said["last"]),
            definitions=definitions,
            key=said["key"],
            whole=_read_lines(figures, "", said["whole"]),
            places=[_read_part(figures, part) for part in said["places"]],
            kinds=[_read_part(figures, part) for part in said["kinds"]],
            trends={
                code: [(moment, _read_value(figures[code], value)) for moment, value in trend]
                for code, trend in said["trends"].items()
            },
            changed=[(words, worse) for words, worse in said["changed"]],
            hidden=said["hidden"],
        )


def _part(part: Part) -> dict[str, Any]:
    return {"unit": part.unit, "name": part.name, "lines": _lines(part.lines)}


def _read_part(figures: Mapping[str, Figure], said: Mapping[str, Any]) -> Part:
    return Part(said["unit"], said["name"], _read_lines(figures, said["unit"], said["lines"]))


def _lines(lines: Mapping[str, Line]) -> dict[str, Any]:
    return {
        code: [line.rank, *(None if value is None else _value(value) for value in _values(line))]
        for code, line in lines.items()
    }


def _values(line: Line) -> tuple[Value | None, ...]:
    return (line.now, line.before, line.year_before)


def _read_lines(figures: Mapping[str, Figure], unit: str, said: Mapping[str, Any]) -> Mapping[str, Line]:
    found = {}
    for code, (rank, now, *others) in said.items():
        figure = figures[code]
        before, year_before = (None if value is None else _read_value(figure, value) for value in others)
        found[code] = Line(unit, _read_value(figure, now), before, year_before, rank)
    return found


def _value(value: Value) -> list[Any]:
    histogram = value.histogram
    buckets = None if histogram is None else {str(bucket): number for bucket, number in histogram.items()}
    return [value.numerator, value.denominator, buckets]


def _read_value(figure: Figure, said: Sequence[Any]) -> Value:
    numerator, denominator, buckets = said
    histogram = None if buckets is None else {int(bucket): number for bucket, number in buckets.items()}
    return Value(figure, numerator, denominator, histogram)
