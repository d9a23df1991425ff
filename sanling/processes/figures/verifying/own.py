"""What a bulletin says of our own city, beside what our rows say now."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from sanling.domain.indicators.access import sees_all
from sanling.domain.indicators.measures import Grain, stocks
from sanling.domain.indicators.queries import Asked, indicators, standings, total, whole
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.foundation.days import month_named
from sanling.foundation.rates import Rate
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin
from sanling.processes.figures.verifying.claims import Key, Sort
from sanling.processes.figures.verifying.printed import Printed, point
from sanling.processes.figures.verifying.said import OwnSaid

Count = Callable[[Asked], Rate | None]


@dataclass(frozen=True)
class OwnFound:
    """A printed number beside ours; no ``ours`` is of what who asks may not count, or nothing was counted of."""

    said: OwnSaid
    printed: Printed
    ours: Rate | None

    @property
    def agrees(self) -> bool:
        """Tell whether ours, rounded by any usual way, is what is printed; of what isn't told nothing contradicts."""
        if self.ours is None:
            return True
        if self.printed.share:
            share = Fraction(self.ours.numerator * 100, self.ours.denominator or 1)
            return any(span.holds(share) for span in self.printed.spans.values())
        count = self.ours.denominator if self.said.side == "denominator" else self.ours.numerator
        return self.printed.usual().meets(point(Fraction(count)))


def counted_for(viewer: Viewer) -> Count:
    """Return how a viewer's own numbers are counted: of what it sees the whole of."""

    def count(asked: Asked) -> Rate | None:
        if not asked.place.startswith(viewer.city) or not sees_all(
            viewer, asked.stock, asked.place, asked.lines
        ):
            return None
        return total(asked, standings(viewer, asked)).rate

    return count


def compare_with_own(bulletin: Bulletin, *, city: str, count: Count = whole) -> list[OwnFound]:
    """Return what is printed of our city beside what is counted. Raises NoBulletin for what isn't counted here."""
    if bulletin.city != city:
        return []
    found = []
    for said in bulletin.own:
        sorts = (Sort.COUNT,) if said.side else (Sort.SHARE, Sort.COUNT)
        printed = next(
            (bulletin.said[key] for sort in sorts if (key := Key(sort, said.name)) in bulletin.said), None
        )
        if printed is None:
            raise NoBulletin(
                _("%(bulletin)s: there is no “%(name)s” among its numbers.")
                % {"bulletin": bulletin.id, "name": said.name}
            )
        ours = count(_asked(said, city))
        found.append(OwnFound(said, printed, ours if ours is not None and ours.denominator else None))
    return found


def _asked(said: OwnSaid, city: str) -> Asked:
    indicator = indicators(city).get(said.indicator)
    place = said.place or city
    if indicator is None:
        known = ", ".join(indicators(city))
        raise NoBulletin(
            _("There is no indicator “%(code)s”; there are %(known)s.")
            % {"code": said.indicator, "known": known}
        )
    if not place.startswith(city) or len(place) not in set(Level):
        raise NoBulletin(_("“%(place)s” is no place of this city.") % {"place": place})
    yearly = stocks()[indicator.stock].grain is Grain.YEAR
    try:
        period = month_named(f"{said.period}-01" if yearly else said.period)
    except ValueError as error:
        raise NoBulletin(
            _("“%(period)s” is no period of “%(name)s”.") % {"period": said.period, "name": indicator.name}
        ) from error
    return Asked(
        indicator, period, place, group=said.group, type=said.type, sector=said.sector, zero=said.zero
    )
