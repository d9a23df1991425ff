"""Which units an earlier system's words about the other side mean, so that they don't read who complained of them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.naming import Standing, UnitBook
from sanling.domain.territory.naming import PlaceBook
from sanling.foundation.cleaning import name_key
from sanling.foundation.profile.loader import Profile

# "公安局" of "{division}公安局"; what is shorter says nothing.
_SHORTEST = 3
_PLACE = re.compile("(?:村|社区|街道|镇|乡|[村居](?:民委员|委)会)$")
_OFFICE = re.compile("(?:办事处|人民政府|政府)$")


class Accused:
    """Finds units of a city in words, for files of many rows."""

    def __init__(self, profile: Profile, units: UnitBook, places: PlaceBook) -> None:
        self._units, self._places = units, places
        part: PeoplePart = profile.part("people")
        words = (name_key(template.name.zh.format(division="")) for template in part.structure)
        self._offices = frozenset(word for word in words if len(word) >= _SHORTEST)

    def in_words(self, said: str, place: str) -> list[Standing]:
        """Return the units that words in a matter of a place name; none where they name somebody or something else.

        Raises ``ValueError`` with words for the writer where they may mean a unit and don't say which.
        """
        whole = self._units.of_code(said)
        found = [whole] if whole else list(self._named(said, place)) or list(self._at_place(said, place))
        if not found and any(office in name_key(said) for office in self._offices):
            raise ValueError(_unclear())
        return found

    def _named(self, said: str, place: str) -> Iterator[Standing]:
        for name in self._units.names_in(said):
            yield self._units.near(name, place)

    def _at_place(self, said: str, place: str) -> Iterator[Standing]:
        """Yield the only unit of a village or township that the words name, or the one that is called as it is."""
        called = _OFFICE.sub("", name_key(said))
        if not _PLACE.search(called):
            return
        paths = self._places.called(called)
        near = [path for path in paths if path.startswith(place[: len(path)])] if place else []
        paths = near or paths
        if not paths:
            return
        standing = [unit for path in paths for unit in self._units.at(path)]
        alike = [unit for unit in standing if unit.name == self._places.name_of(unit.division)] or standing
        if len(paths) > 1 or len(alike) != 1:
            raise ValueError(_unclear())
        yield alike[0]


def _unclear() -> str:
    return _(
        "Which unit is meant? Give its whole name or its code, else it would read who complained; of an office"
        " elsewhere say whose it is in the text."
    )
