"""What a monthly bulletin claims, put down as the house verifies bulletins (`verifying`), from what it prints."""

from collections.abc import Iterator, Mapping, Sequence

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.publications.wording import in_language
from sanling.processes.figures.breakdown import Line, percent_change
from sanling.processes.figures.bulletins.contents import Contents, Part
from sanling.processes.figures.indicators import Value
from sanling.processes.figures.verifying.said import BulletinSaid, ChangeSaid, RateSaid, SumSaid

_SUMMED = (Form.COUNT, Form.BALANCE)


class _Claims:
    """What is gathered of the lines of a bulletin."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.counts: dict[str, int] = {}
        self.rates: list[RateSaid] = []
        self.changes: list[ChangeSaid] = []
        self.points: list[ChangeSaid] = []
        self.sums: list[SumSaid] = []

    def line(self, name: str, line: Line) -> None:
        """Claim of a line what its numbers are, and how they changed."""
        now, figure = line.now, line.now.figure
        self._value(name, now)
        for label, before in (("环比", line.before), ("同比", line.year_before)):
            if before is None:
                continue
            self._value(f"{name}{label}基数", before)
            if (percent := percent_change(now, before)) is not None:
                self.changes.append(
                    ChangeSaid(
                        name=f"{name}{label}", now=name, before=f"{name}{label}基数", printed=f"{percent:+}%"
                    )
                )
            change = now.since(before)
            if figure.form is Form.RATE and change is not None:
                self.points.append(
                    ChangeSaid(
                        name=f"{name}{label}", now=name, before=f"{name}{label}基数", printed=f"{change:+}"
                    )
                )

    def parts(self, whole: str, figure: Figure, parts: Sequence[tuple[str, Value]]) -> None:
        """Claim that parts make up the whole: of a rate, its counts."""
        sides = ("",) if figure.form in _SUMMED else ("分子", "分母") if figure.form is Form.RATE else ()
        for side in sides:
            named = tuple(f"{name}{side}" for name, _value in parts)
            if named:
                self.sums.append(SumSaid(total=f"{whole}{side}", parts=named))

    def _value(self, name: str, value: Value) -> None:
        if value.figure.form in _SUMMED:
            self.counts[name] = value.numerator
        elif value.figure.form is Form.RATE:
            self.counts[f"{name}分子"], self.counts[f"{name}分母"] = value.numerator, value.denominator
            if value.number is not None:
                # What was settled in a month may have been taken in before: a rate of flows has no bound.
                self.rates.append(
                    RateSaid(
                        name=name,
                        printed=f"{value.number}%",
                        numerator=f"{name}分子",
                        denominator=f"{name}分母",
                        within=False,
                    )
                )


def claims_of(contents: Contents) -> BulletinSaid:
    """Return all that a bulletin claims of its numbers: rates, changes, and parts that make up the whole."""
    claims = _Claims()
    for code, line in contents.whole.items():
        claims.line(_called(contents.figures, code), line)
    for parts in (contents.places, contents.kinds):
        for part in parts:
            for code, line in part.lines.items():
                claims.line(_of(contents, code, part), line)
        for code in contents.key:
            if code in contents.whole:
                named = list(_named(contents, code, parts))
                claims.parts(_called(contents.figures, code), contents.figures[code], named)
    return BulletinSaid(
        counts=dict(claims.counts),
        rates=tuple(claims.rates),
        changes=tuple(claims.changes),
        points=tuple(claims.points),
        sums=tuple(claims.sums),
        as_of=contents.last,
    )


def _named(contents: Contents, code: str, parts: Sequence[Part]) -> Iterator[tuple[str, Value]]:
    for part in parts:
        if code in part.lines:
            yield _of(contents, code, part), part.lines[code].now


def _of(contents: Contents, code: str, part: Part) -> str:
    return f"{_called(contents.figures, code)}·{in_language(part.name)}（{part.unit}）"


def _called(figures: Mapping[str, Figure], code: str) -> str:
    return str(figures[code].name)
