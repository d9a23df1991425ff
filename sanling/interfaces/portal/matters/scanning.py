"""What a poster's code tells: where the resident stands, if it is a code that hangs there today."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from sanling.domain.territory.maps import is_drawn
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import map_point, poster_point
from sanling.domain.territory.queries import hanging, place_names
from sanling.domain.territory.rules import Level, at_level
from sanling.foundation.cleaning import clean_line
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.portal.city import CityNotSaid
from sanling.interfaces.portal.people.directory import place_url

LONGEST_CODE = 64


@dataclass(frozen=True)
class Scan:
    """What was scanned, and the place of the poster if the code is known and not retired; else it is kept as it is."""

    code: str
    point: CodePoint | None
    # The city that the request is for beside the code.
    asked: Profile | None

    @cached_property
    def profile(self) -> Profile:
        """Return the city that the report goes to; raises CityNotSaid."""
        found = profile_for(self.point.division_id) if self.point else self.asked
        if found is None:
            raise CityNotSaid
        return found

    @property
    def division(self) -> str:
        """Return the poster's division, or the whole city."""
        return self.point.division_id if self.point else self.profile.city

    @property
    def centre(self) -> tuple[float, float] | None:
        """Return where the poster hangs, as maps have it."""
        return map_point(self.point.division_id, *poster_point(self.point)) if self.point else None

    @property
    def is_drawn(self) -> bool:
        """Tell whether there is a map of the city."""
        return is_drawn(self.profile.city)

    @property
    def township(self) -> str:
        """Return the path of the poster's township, or nothing."""
        return (at_level(self.point.division_id, Level.TOWNSHIP) or "") if self.point else ""

    @cached_property
    def place(self) -> str:
        """Return the poster's place in words, from the county down."""
        if self.point is None:
            return ""
        return f"{place_names([self.point.division_id])[self.point.division_id]} {self.point.place}"

    @property
    def in_charge_url(self) -> str:
        """Return the address of the page that tells who is in charge there, if there is one."""
        return place_url(self.point.division_id) if self.point else ""

    @property
    def is_lost(self) -> bool:
        """Tell whether something was scanned that tells no place."""
        return bool(self.code) and self.point is None


def scan(code: str, asked: Profile | None) -> Scan:
    """Look a code up; one that is unknown, malformed or retired is only kept."""
    point = hanging(code) if code else None
    return Scan(point.code if point else _kept(code), point, asked)


def unread(code: str, asked: Profile | None) -> Scan:
    """Keep a code without looking it up, as during an outage."""
    return Scan(_kept(code), None, asked)


def _kept(code: str) -> str:
    return clean_line(code)[:LONGEST_CODE]
