"""A bulletin as it is written down to be verified: its numbers as printed, and what each of them is said to be."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise
from pydantic import ValidationError

from sanling.processes.figures.verifying.changes import Change, Lasting, Points
from sanling.processes.figures.verifying.claims import Claim, Key, Share, Sort, Total, Within, agree
from sanling.processes.figures.verifying.days import day_of
from sanling.processes.figures.verifying.printed import Printed, Unreadable, read_count, read_share
from sanling.processes.figures.verifying.said import (
    BulletinSaid,
    ConjunctionSaid,
    LastingSaid,
    OwnSaid,
    RateSaid,
)

# Of so many claims the smallest changes are still found in seconds.
MOST_CLAIMS = 2_000
# And so many bulletins, or sheets, are verified at once.
MOST_BULLETINS = 40
# A rate that doesn't say of which counts it is may be of the last so many; of so many rates it is looked for.
NEAREST, _MOST_LOOKED_FOR = 16, 100
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")
_TRIED = frozenset({"int", "constrained-int", "str", "float", "date"})
# By pydantic's names of errors; it speaks English alone.
_FAULTS: Mapping[str, StrPromise] = {
    "missing": gettext_lazy("this is missing"),
    "extra_forbidden": gettext_lazy("there is no such field"),
    "less_than": gettext_lazy("too many digits"),
    "greater_than": gettext_lazy("too many digits"),
}


class NoBulletin(Exception):
    """What was given can't be read as a bulletin; says why, to whoever gave it."""


@dataclass(frozen=True)
class Bulletin:
    """A bulletin that can be judged: its numbers, what it claims of them, its days, and what it says of our rows.

    ``free`` are rates of which no two printed counts give what is printed, and none is named; ``passed`` is what else
    can't be compared, with the reason.
    """

    id: str
    city: str
    said: Mapping[Key, Printed]
    claims: tuple[Claim, ...]
    days: Mapping[str, str] = field(default_factory=dict)
    orders: tuple[tuple[str, str], ...] = ()
    own: tuple[OwnSaid, ...] = ()
    free: tuple[str, ...] = ()
    passed: tuple[tuple[str, str], ...] = ()


def read_toml(text: str) -> list[Bulletin]:
    """Return the bulletins of a TOML file. Raises NoBulletin."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_toml(str(error)) from error
    found = data.get("bulletin")
    if not isinstance(found, list) or set(data) != {"bulletin"}:
        raise NoBulletin(
            _("Each bulletin begins with the line [[bulletin]]; there is nothing else in the file.")
        )
    check_number(len(found))
    return [_read(number, said) for number, said in enumerate(found, 1)]


def check_number(count: int) -> None:
    """Raise NoBulletin for more bulletins than are verified at once: none is passed over without a word."""
    if count > MOST_BULLETINS:
        raise NoBulletin(
            _("At most %(most)s bulletins or sheets are verified at once.") % {"most": MOST_BULLETINS}
        )


def _no_toml(why: str) -> NoBulletin:
    """Return what is said of a text that is no TOML: where, as far as the reader says so; it speaks English alone."""
    found = _AT.search(why)
    if found is None:
        return NoBulletin(_("This is no TOML."))
    at = {"line": found["line"], "column": found["column"]}
    return NoBulletin(_("This is no TOML: see line %(line)s, column %(column)s.") % at)


def _read(number: int, data: Any) -> Bulletin:
    try:
        said = BulletinSaid.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        # Behind a field that may be of several types stands which of them was tried.
        place = ".".join(str(part) for part in fault["loc"] if part not in _TRIED)
        why = _FAULTS.get(fault["type"], _("something else belongs here"))
        raise NoBulletin(
            _("Bulletin %(number)s, %(place)s: %(why)s.") % {"number": number, "place": place, "why": why}
        ) from error
    return judged(said, name=said.id or str(number))


def judged(said: BulletinSaid, *, name: str, passed: Sequence[tuple[str, str]] = ()) -> Bulletin:
    """Return a bulletin with its claims. Raises NoBulletin for a name that it doesn't print a number of."""
    numbers, maker = _numbers(said, name), _Maker(said, name)
    claims = tuple(maker.claims(numbers))
    if len(claims) > MOST_CLAIMS:
        raise NoBulletin(_("%(bulletin)s: that is more than can be compared at once.") % {"bulletin": name})
    used = {key for claim in claims for key in claim.keys}
    free = tuple(rate for rate in maker.free if Key(Sort.SHARE, rate) not in used)
    days = {name: _written(day) for name, day in said.dates.items()}
    if said.as_of is not None:
        days["as_of"] = _written(said.as_of)
    for named in {day for pair in said.order for day in pair} - set(days):
        maker.unknown(named)
    for own in said.own:
        if own.name not in {key.name for key in numbers}:
            maker.unknown(own.name)
    return Bulletin(name, said.city, numbers, claims, days, said.order, said.own, free, tuple(passed))


def _written(day: date | str) -> str:
    return day.isoformat() if isinstance(day, date) else day


def _numbers(said: BulletinSaid, name: str) -> dict[Key, Printed]:
    def counts(items: Iterable[tuple[str, int | str]]) -> Iterator[tuple[Key, Printed]]:
        for code, printed in items:
            yield Key(Sort.COUNT, code), _number(name, code, printed, about=code in said.approx)

    found = dict(counts(said.counts.items()))
    shares = [(rate.name, rate.printed) for rate in said.rates]
    for conjunction in said.conjunctions:
        shares.append((conjunction.name, conjunction.all))
        shares += [(_each(conjunction, code), printed) for code, printed in conjunction.each.items()]
    found |= {Key(Sort.SHARE, code): _share(name, code, printed) for code, printed in shares}
    changes = [(change.name, change.printed) for change in (*said.changes, *said.points)]
    found |= {Key(Sort.CHANGE, code): _share(name, code, printed) for code, printed in changes}
    lasting = {Key(Sort.DAYS, span.name): _number(name, span.name, span.printed) for span in said.spans}
    return found | lasting


def _each(conjunction: ConjunctionSaid, code: str) -> str:
    return f"{conjunction.name}: {code}"


def _number(bulletin: str, name: str, printed: int | str, *, about: bool = False) -> Printed:
    try:
        return read_count(printed, about=about)
    except Unreadable as error:
        raise _no_number(bulletin, name, printed) from error


def _share(bulletin: str, name: str, printed: str | float) -> Printed:
    try:
        return read_share(printed)
    except Unreadable as error:
        raise _no_number(bulletin, name, printed) from error


def _no_number(bulletin: str, name: str, printed: object) -> NoBulletin:
    said = {"bulletin": bulletin, "name": name, "printed": str(printed)[:40]}
    return NoBulletin(_("%(bulletin)s: “%(name)s” says “%(printed)s”, which is not one number.") % said)


class _Maker:
    """Makes claims of what a bulletin says."""

    def __init__(self, said: BulletinSaid, name: str) -> None:
        """Begin with none."""
        self.said, self.name = said, name
        self.free: list[str] = []
        self.looked_for = 0

    def unknown(self, named: str) -> None:
        """Refuse a name that no number stands under."""
        raise NoBulletin(
            _("%(bulletin)s: there is no “%(name)s” among its numbers.")
            % {"bulletin": self.name, "name": named}
        )

    def claims(self, numbers: Mapping[Key, Printed]) -> Iterator[Claim]:
        """Yield the claims, each of numbers that are there."""
        for claim in self._claims(numbers):
            for key in claim.keys:
                if key not in numbers:
                    self.unknown(key.name)
            yield claim

    def _claims(self, numbers: Mapping[Key, Printed]) -> Iterator[Claim]:
        said = self.said
        for rate in said.rates:
            yield from self._of_rate(rate, numbers)
        for total in said.sums:
            yield Total(total.total, total.total, total.parts)
        for pair in said.parts:
            yield _within(pair.part, Sort.COUNT, pair.part, pair.whole)
        for conjunction in said.conjunctions:
            for code in conjunction.each:
                name = _each(conjunction, code)
                yield _within(name, Sort.SHARE, conjunction.name, name)
        for change in said.changes:
            yield Change(change.name, change.now, change.before)
        for change in said.points:
            yield Points(change.name, change.now, change.before)
        for span in said.spans:
            yield from self._lasting(span)

    def _of_rate(self, rate: RateSaid, numbers: Mapping[Key, Printed]) -> Iterator[Claim]:
        above, below, stated = rate.numerator, rate.denominator, rate.stated
        if not (above and below):
            self.looked_for += 1
            pair, stated = best_pair(rate, numbers) if self.looked_for <= _MOST_LOOKED_FOR else None, False
            if pair is None:
                self.free.append(rate.name)
                return
            above, below = pair
        if above not in self.said.counts or below not in self.said.counts:
            self.unknown(below if above in self.said.counts else above)
        yield Share(rate.name, above, below, stated)
        if rate.within:
            yield _within(rate.name, Sort.COUNT, above, below)

    def _lasting(self, span: LastingSaid) -> Iterator[Claim]:
        """Yield how long it is between two days; nothing where one of them is none, which is told by itself."""
        for named in (span.begins, span.ends):
            if named not in self.said.dates:
                self.unknown(named)
        begins, ends = (day_of(_written(self.said.dates[of])) for of in (span.begins, span.ends))
        if begins and ends:
            yield Lasting(span.name, begins, ends)


def _within(name: str, sort: Sort, part: str, whole: str) -> Within:
    return Within(name, Key(sort, part), Key(sort, whole))


def best_pair(rate: RateSaid, numbers: Mapping[Key, Printed]) -> tuple[str, str] | None:
    """Return the two counts of which a rate is what it says; a side that is named stays. None where there are none."""
    counts = [key for key in numbers if key.sort is Sort.COUNT]
    aboves, belows = (
        [key for key in counts if key.name == named] if named else counts[-NEAREST:]
        for named in (rate.numerator, rate.denominator)
    )
    share = read_share(rate.printed)
    for above in aboves:
        for below in belows:
            pair = (numbers[above], numbers[below])
            found = Share(rate.name, above.name, below.name)
            if above != below and _may_be(*pair, share) and agree(found, *pair, share):
                return above.name, below.name
    return None


def _may_be(above: Printed, below: Printed, share: Printed) -> bool:
    """Tell at a glance whether one count may be such a share of another: most are far from it."""
    part, whole = float(above.value), float(below.value)
    if part > whole or not whole:
        return False
    off = abs(part * 100 / whole - float(share.value))
    return off <= 2 * float(share.step) or not (above.is_exact and below.is_exact and not share.about)
